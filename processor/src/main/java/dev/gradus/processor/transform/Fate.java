package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Var;
import java.util.List;

/**
 * What {@link ParallelLoops} has made of a loop, and why no more: {@code -Agradus.explain} shows it to users.
 *
 * @param loop a variable that the loop binds: the index of a {@code for}, a carry of a {@code while}
 * @param why the reason of one that stays, else {@code null}
 * @param names what the texts mention
 */
public record Fate(Var loop, Outcome outcome, Why why, List<String> names) {
  public Fate {
    names = List.copyOf(names);
  }

  static Fate stays(Var loop, Why why, String... names) {
    return new Fate(loop, Outcome.STAYS, why, List.of(names));
  }

  static Fate becomes(Var loop, Outcome outcome, String... names) {
    return new Fate(loop, outcome, null, List.of(names));
  }

  /** What a loop is now. */
  public enum Outcome {
    MAP("becomes a map: %s"),
    REDUCTION("becomes a reduction: %s"),
    BOTH("becomes a map and a reduction: %s"),
    PRODUCT("becomes a product of arrays: %s"),
    INNER("is a part of the product of arrays: %s"),
    STAYS("stays a loop");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }
  }

  /** Why a loop stays one. */
  public enum Why {
    NOT_COUNTED("it does not count an int in fixed steps to a fixed bound"),
    LEFT_EARLY("a jump may end it"),
    NO_RESULT("it computes nothing, it only checks"),
    OTHER_ELEMENT("it reads %1$s of the array %2$s, other elements of which it writes"),
    SAME_ELEMENT("several iterations may write %1$s"),
    NOT_AFFINE("it writes %1$s, and that index is not %2$s plus or minus something fixed"),
    GAPS("of the array %1$s it writes one element in %2$s, and leaves the others as they are"),
    ROW_OF_ANOTHER("it writes %1$s, and arrays are shared out among iterations by their first index only"),
    SEVERAL_ELEMENTS("it writes %1$s and %2$s, which are in different places"),
    WHOLE("it uses the array %1$s, which it writes, as a whole"),
    NO_REDUCTION("it carries %1$s from one iteration to the next, and not by a reduction"),
    NEEDS_CARRIED("what it computes depends on %1$s, which it carries from one iteration to the next"),
    BACKWARDS("it adds to %1$s from the last index to the first, and the other order, in which it replaces elements, would round otherwise"),
    ROUNDING("it takes more than one value into %1$s in an iteration, and another order would round otherwise"),
    COMPARES("it chooses %1$s by a comparison, which is not what Math.min and Math.max do with NaN and zeros"),
    DECIDED("once %1$s is decided it asks no more, and asking may throw an exception"),
    OUT_OF_RANGE("%1$s may be out of range, which a map would not notice as this loop does"),
    FIRST_TRAP("of two exceptions that it may throw another one could come first");

    private final String text;

    Why(String text) {
      this.text = text;
    }
  }

  /** In words, as the end of a sentence that begins with the loop. */
  public String text() {
    if (why == null) return outcome.text.formatted(String.join(", ", names));
    return outcome.text + ": " + why.text.formatted(names.toArray());
  }
}
