/**
 * The program as data: a pure, typed, single-assignment IR with structured control flow, a jaxpr for Java.
 *
 * <p>A {@link dev.gradus.processor.ir.Func} is a {@link dev.gradus.processor.ir.Region}; a region is a list of
 * {@linkplain dev.gradus.processor.ir.Eqn equations}, each of which binds variables to an {@link dev.gradus.processor.ir.Op}
 * applied to {@linkplain dev.gradus.processor.ir.Atom atoms}. Scalar operations are rows of the table
 * {@link dev.gradus.processor.ir.Prim}; everything structured is a record under {@code Op}. Arrays are values: a store yields a new array
 * and consumes the old one, and {@link dev.gradus.processor.ir.Verifier} sees to it that a consumed array is not used again, so that
 * the store can be emitted in place.
 *
 * <p>Place in the flow: the front end builds it, {@code transform} rewrites it, {@code emit} spells it. It depends on {@code java.base}
 * only. {@link dev.gradus.processor.ir.Interpreter} is the meaning everything else is judged by; {@code docs/ir.md} gives the grammar.
 */
package dev.gradus.processor.ir;
