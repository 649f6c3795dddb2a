package dev.gradus.processor.ir;

/**
 * One operand's derivative column: {@code t} times the partial derivative in that operand, where {@code x} are the operands and {@code y}
 * is the result. As multiplication by a scalar is its own transpose, jvp (t a tangent) and vjp (t a cotangent) share it. Where operand and
 * result differ in kind the transform converts what the rule gives.
 */
@FunctionalInterface
public interface Rule {
  Atom of(Builder b, Atom[] x, Atom y, Atom t);
}
