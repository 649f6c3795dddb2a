package dev.gradus.processor.frontend;

/** A loop that a user has written: where, and whether a jump may end it. {@link Reporter} speaks of it there. */
public record UserLoop(LoweringException.Place place, boolean isLeft) {}
