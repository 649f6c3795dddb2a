package demo;

import dev.gradus.Grad;

final class Figures {
  sealed interface Shape {}

  record Circle(double radius) implements Shape {}

  record Box(double width, double height, int count) implements Shape {}

  record Point() implements Shape {}

  @Grad
  static double area(Shape shape) {
    return switch (shape) {
      case Circle(double radius) -> Math.PI * radius * radius;
      case Box box when box.count() > 0 -> box.count() * box.width() * box.height();
      case Box _, Point _ -> 0;
    };
  }
}
