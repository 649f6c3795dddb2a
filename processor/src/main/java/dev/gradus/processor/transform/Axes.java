package dev.gradus.processor.transform;

import java.util.List;

/**
 * Along which axis each leaf of a function is batched, and how messages at run time speak of it.
 *
 * <p>The axis is that of the leaf as the batched function has it: a scalar becomes an array with axis 0, an array of rank r one of rank r+1
 * with axes 0 to r; -1 is the last of them, as in JAX.
 *
 * @param function what the function is called
 * @param in a leaf for each parameter
 * @param out a leaf for each result; those of the arrays that the function writes go back to where they came from, whatever is said here
 */
public record Axes(String function, List<Leaf> in, List<Leaf> out) {
  /** As an axis: not batched, one value for all lanes. */
  public static final int NONE = Integer.MIN_VALUE;

  /** A parameter or a result, called {@code name} in messages. */
  public record Leaf(String name, int axis) {
    public boolean isMapped() {
      return axis != NONE;
    }

    /** The axis counted from the front, for a leaf that has that rank within a lane. */
    int fromFront(int rank) {
      if (!fits(axis, rank)) throw new IllegalArgumentException(name + " of rank " + rank + " has no axis " + axis);
      return axis < 0 ? axis + rank + 1 : axis;
    }
  }

  public Axes {
    in = List.copyOf(in);
    out = List.copyOf(out);
  }

  /** Whether a leaf that has that rank within a lane can be batched along the axis. */
  public static boolean fits(int axis, int rank) {
    return -rank - 1 <= axis && axis <= rank;
  }
}
