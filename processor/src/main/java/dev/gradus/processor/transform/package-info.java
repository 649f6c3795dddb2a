/**
 * Rewrites programs: IR in, IR out, one file per transform. Every pass takes a {@link dev.gradus.processor.ir.Func} and gives a new one;
 * nothing is mutated. {@code Passes} holds the pipelines as plain lists and runs the verifier after each pass.
 *
 * <p>Place in the flow: between the front end, which builds the IR, and {@code emit}, which spells it. It knows {@code ir} only.
 */
package dev.gradus.processor.transform;
