package demo;

import dev.gradus.Generated;
import java.util.Objects;

/**
 * Gradients of methods of {@link Figures}. Written by Gradus at every compilation.
 */
@Generated(
    from = Figures.class,
    value = "grad(area)"
)
final class FiguresGrad {
  private FiguresGrad() {
  }

  /**
   * The gradient of {@link Figures#area} with respect to {@code shape}: {@code grad(area)}.
   *
   * @param shape that of {@code area}
   * @return the derivatives, each of the type and shape of its argument
   */
  static Figures.Shape area(Figures.Shape shape) {
    return areaWithValue(shape).grad();
  }

  /**
   * The value and the gradient of {@link Figures#area} with respect to {@code shape}: {@code grad(area)}.
   *
   * @param shape that of {@code area}
   * @return the derivatives, each of the type and shape of its argument
   */
  static AreaWithValue areaWithValue(Figures.Shape shape) {
    Objects.requireNonNull(shape, "shape");
    int shape_kind = shapeKind(shape);
    double shape_circle_radius = shapeCircleRadius(shape);
    double shape_box_width = shapeBoxWidth(shape);
    double shape_box_height = shapeBoxHeight(shape);
    int shape_box_count = shapeBoxCount(shape);
    double result;
    double ctShape_circle_radius;
    double ctShape_box_width;
    double ctShape_box_height;
    if (shape_kind == 0) {
      double t = Math.PI * shape_circle_radius;
      result = t * shape_circle_radius;
      ctShape_circle_radius = t + t;
      ctShape_box_width = 0.0;
      ctShape_box_height = 0.0;
    } else {
      if (shape_kind == 1 && shape_box_count > 0) {
        double t = shape_box_count;
        ctShape_box_height = t * shape_box_width;
        result = ctShape_box_height * shape_box_height;
        ctShape_box_width = shape_box_height * t;
      } else {
        result = 0.0;
        ctShape_box_width = 0.0;
        ctShape_box_height = 0.0;
      }
      ctShape_circle_radius = 0.0;
    }
    return new AreaWithValue(result, shapeLike(ctShape_circle_radius, ctShape_box_width, ctShape_box_height, shape));
  }

  private static Figures.Shape shapeLike(double circleRadius, double boxWidth, double boxHeight,
      Figures.Shape primal) {
    return switch (primal) {
      case Figures.Circle circle -> new Figures.Circle(circleRadius);
      case Figures.Box box -> new Figures.Box(boxWidth, boxHeight, box.count());
      case Figures.Point point -> point;
    };
  }

  private static int shapeKind(Figures.Shape shape) {
    return switch (shape) {
      case Figures.Circle _ -> 0;
      case Figures.Box _ -> 1;
      case Figures.Point _ -> 2;
    };
  }

  private static double shapeCircleRadius(Figures.Shape shape) {
    return shape instanceof Figures.Circle circle ? circle.radius() : 0;
  }

  private static double shapeBoxWidth(Figures.Shape shape) {
    return shape instanceof Figures.Box box ? box.width() : 0;
  }

  private static double shapeBoxHeight(Figures.Shape shape) {
    return shape instanceof Figures.Box box ? box.height() : 0;
  }

  private static int shapeBoxCount(Figures.Shape shape) {
    return shape instanceof Figures.Box box ? box.count() : 0;
  }

  /**
   * The result of {@code Figures.area}, and the gradient with respect to {@code shape}.
   *
   * @param value the result
   * @param grad the gradient
   */
  record AreaWithValue(double value, Figures.Shape grad) {
  }
}
