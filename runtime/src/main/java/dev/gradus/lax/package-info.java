/** Functions that mean something to a derivative which plain Java cannot say: {@link dev.gradus.lax.Lax}, called in annotated methods. */
package dev.gradus.lax;
