package dev.gradus.processor.frontend;

/**
 * The text of a source file.
 *
 * @param name for people
 * @param isCompiled whether the compiler reads it too, so that it can point into it
 * @param isNewer whether it was changed after the class file that the compiler sees was written
 */
record SourceFile(String text, String name, boolean isCompiled, boolean isNewer) {}
