package dev.gradus.processor.ir;

/**
 * What running an operation may do besides giving results; of two kinds the later one is the stronger. What has an effect is not dropped
 * unless it is proved harmless, not moved before a test, and keeps its place among its like.
 */
public enum Effect {
  /** Nothing: it may be dropped, repeated and moved. */
  PURE,
  /** It may end the run with one of Java's exceptions: an index out of range, an absent row, a division by zero, a negative length. */
  TRAP,
  /** It ends the run with an exception of the user's, which the user can tell from others: what may trap does not pass it either. */
  THROW,
  /** It waits for others who run the same program: never dropped, repeated or reordered, whatever is proved. Collectives will be of this kind. */
  SYNCHRONISE;

  public boolean isAtLeast(Effect e) {
    return compareTo(e) >= 0;
  }

  public Effect or(Effect e) {
    return isAtLeast(e) ? this : e;
  }
}
