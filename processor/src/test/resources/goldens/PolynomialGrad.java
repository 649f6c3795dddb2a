package demo;

import dev.gradus.Generated;
import dev.gradus.generated.ArrayValues;
import java.util.Arrays;

/**
 * Gradients of methods of {@link Polynomial}. Written by Gradus at every compilation.
 */
@Generated(
    from = Polynomial.class,
    value = "grad(value, wrt=(a,x))"
)
final class PolynomialGrad {
  private PolynomialGrad() {
  }

  /**
   * The gradient of {@link Polynomial#value} with respect to {@code a} and {@code x}: {@code grad(value, wrt=(a,x))}.
   *
   * @param a that of {@code value}
   * @param x that of {@code value}
   * @return the derivatives, each of the type and shape of its argument
   */
  static ValueGrad value(double[] a, double x) {
    return valueWithValue(a, x).grad();
  }

  /**
   * The value and the gradient of {@link Polynomial#value} with respect to {@code a} and {@code x}: {@code grad(value, wrt=(a,x))}.
   *
   * @param a that of {@code value}
   * @param x that of {@code value}
   * @return the derivatives, each of the type and shape of its argument
   */
  static ValueWithValue valueWithValue(double[] a, double x) {
    double[] tape = new double[64];
    FromForwardResults results = fromForward(a, x, 0, tape, 0);
    double[] tape1 = results.tape();
    double[] ctA = new double[a.length];
    double ctX = fromReverse(a, results.top(), 1.0, ctA, tape1);
    return new ValueWithValue(results.result(), new ValueGrad(ctA, ctX));
  }

  /**
   * Cotangents of {@code a} and {@code x}, each of the type and shape of the argument.
   *
   * @param a that of {@code a}
   * @param x that of {@code x}
   */
  record ValueGrad(double[] a, double x) {
    @Override
    public boolean equals(Object other) {
      return other instanceof ValueGrad that
          && Arrays.deepEquals(new Object[] {a, x}, new Object[] {that.a, that.x});
    }

    @Override
    public int hashCode() {
      return Arrays.deepHashCode(new Object[] {a, x});
    }

    @Override
    public String toString() {
      return "ValueGrad[a=" + Arrays.toString(a)
          + ", x=" + x + "]";
    }
  }

  /**
   * The result of {@code Polynomial.value}, and the gradient with respect to {@code a} and {@code x}.
   *
   * @param value the result
   * @param grad the gradient
   */
  record ValueWithValue(double value, ValueGrad grad) {
  }

  /** Runs {@code from} and keeps on the tape what its reverse sweep needs. */
  private static FromForwardResults fromForward(double[] a, double x, int i, double[] tape, int top) {
    double result = 0.0;
    double t = 0.0;
    int end = 0;
    double[] tape1 = tape;
    int top1 = top;
    if (i != a.length) {
      double t1 = a[i];
      FromForwardResults results = fromForward(a, x, i + 1, tape, top);
      t = results.result();
      end = results.top();
      result = t1 + x * t;
      tape1 = results.tape();
      top1 = end;
    }
    int top2 = top1 + 4;
    tape1 = ArrayValues.grow(tape1, top2);
    tape1[top1] = x;
    tape1[top1 + 1] = i;
    tape1[top1 + 2] = t;
    tape1[top1 + 3] = end;
    return new FromForwardResults(result, tape1, top2);
  }

  private record FromForwardResults(double result, double[] tape, int top) {}

  /** Runs the call of {@code from} whose part of the tape ends at {@code end} backwards. */
  private static double fromReverse(double[] a, int end, double ctResult, double[] ctA, double[] tape) {
    double x = tape[end - 4];
    int i = (int) tape[end - 3];
    double t = tape[end - 2];
    int end1 = (int) tape[end - 1];
    double ctX = 0.0;
    if (i != a.length) {
      double ctX1 = fromReverse(a, end1, ctResult * x, ctA, tape);
      ctA[i] += ctResult;
      ctX = ctResult * t + ctX1;
    }
    return ctX;
  }
}
