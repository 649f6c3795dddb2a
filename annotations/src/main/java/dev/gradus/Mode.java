package dev.gradus;

/**
 * The direction in which the chain rule is applied. Both directions give the same derivative, up to rounding;
 * they differ in cost.
 */
public enum Mode {

  /**
   * From the result back to the inputs: one evaluation and one backward sweep, however many numbers the method is
   * differentiated with respect to. The price is memory for the intermediate values that the sweep needs.
   */
  REVERSE,

  /**
   * From the inputs to the result, along with the evaluation: no memory beyond that of the method itself, but one pass
   * for each number that the method is differentiated with respect to. Right for a few scalars.
   */
  FORWARD
}
