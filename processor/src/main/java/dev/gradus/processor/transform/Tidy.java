package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Region;

/** Cleans a region under construction, whose free variables are bound elsewhere, until what it still reads is what it needs. */
final class Tidy {
  private Tidy() {}

  static Region region(Region r) {
    return DeadCode.region(CommonSubexpressions.region(Simplify.region(r)));
  }
}
