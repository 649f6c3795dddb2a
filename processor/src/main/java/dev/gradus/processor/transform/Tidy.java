package dev.gradus.processor.transform;
import dev.gradus.processor.ir.*;
final class Tidy { static Region region(Region r) { return r; } }
