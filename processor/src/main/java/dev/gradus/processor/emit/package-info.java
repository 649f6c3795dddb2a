/**
 * Spells IR as Java source. {@link dev.gradus.processor.emit.JavaEmitter} is the entry: {@code Outline} first moves what would make a
 * method too large for the JIT compiler into functions of their own; for each function {@code Locals} decides which variables share a Java
 * local, by way of {@code Liveness}; {@code MethodBody} walks the equations and writes statements, holding back in {@code Pending} what
 * {@code Expressions} can fold into its use.
 *
 * <p>Place in the flow: after {@code transform}, before the companion class. It knows {@code ir} only; what generated code calls at run
 * time is listed in {@link dev.gradus.processor.emit.RuntimeNames}.
 */
package dev.gradus.processor.emit;
