package dev.gradus.processor;

/** A companion to be: the qualified name of the annotated class, and the annotation. Names outlive a round, elements do not. */
record Plan(String owner, Form form) {}
