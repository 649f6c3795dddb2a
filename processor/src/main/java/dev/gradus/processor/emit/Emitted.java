package dev.gradus.processor.emit;

import java.util.List;

/**
 * Java text for one function: the statements of its body, and further members (outlined methods, their result records) of the same class.
 */
public record Emitted(String body, List<String> members) {}
