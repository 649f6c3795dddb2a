/**
 * The annotation processor: one request per annotation, one companion class per annotated class and annotation, and
 * every diagnostic in one enum. The work is done in order by {@code frontend} (Java source to IR), {@code transform}
 * (IR to IR) and {@code emit} (IR to source text); {@code ir} is what they share.
 */
package dev.gradus.processor;
