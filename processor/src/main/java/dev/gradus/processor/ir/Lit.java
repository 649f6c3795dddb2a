package dev.gradus.processor.ir;

/**
 * A scalar constant, kept as a bit pattern: two literals are equal only if no program can tell them apart ({@code 0.0} and {@code -0.0}
 * differ, all NaNs are one), which is what common-subexpression elimination needs.
 */
public record Lit(ValueType type, long bits) implements Atom {
  public Lit {
    if (type.isArray()) throw new IllegalArgumentException("literal of type " + type);
  }

  public static Lit of(double v) {
    return new Lit(ValueType.F64, Double.doubleToLongBits(v));
  }

  public static Lit of(float v) {
    return new Lit(ValueType.F32, Float.floatToIntBits(v));
  }

  public static Lit of(long v) {
    return new Lit(ValueType.I64, v);
  }

  public static Lit of(int v) {
    return new Lit(ValueType.I32, v);
  }

  public static Lit of(boolean v) {
    return new Lit(ValueType.BOOL, v ? 1 : 0);
  }

  /** From a boxed Java value: {@code Double Float Long Integer Boolean}. */
  public static Lit ofValue(Object boxed) {
    return switch (boxed) {
      case Double d -> of(d.doubleValue());
      case Float f -> of(f.floatValue());
      case Long l -> of(l.longValue());
      case Integer i -> of(i.intValue());
      case Boolean b -> of(b.booleanValue());
      default -> throw new IllegalArgumentException("no literal for " + boxed.getClass());
    };
  }

  /** The number {@code v} in the given kind; for {@code BOOL} zero is false. */
  public static Lit of(Kind kind, double v) {
    return switch (kind) {
      case F64 -> of(v);
      case F32 -> of((float) v);
      case I64 -> of((long) v);
      case I32 -> of((int) v);
      case BOOL -> of(v != 0);
    };
  }

  /** Zero (false) of the kind: what Java puts into a new array. */
  public static Lit zero(Kind kind) {
    return new Lit(ValueType.scalar(kind), 0);
  }

  /** The boxed Java value. */
  public Object value() {
    return switch (type.kind()) {
      case F64 -> Double.longBitsToDouble(bits);
      case F32 -> Float.intBitsToFloat((int) bits);
      case I64 -> bits;
      case I32 -> (int) bits;
      case BOOL -> bits != 0;
    };
  }

  /** Whether this is the number {@code v} exactly, sign of zero included; never for booleans. */
  public boolean is(double v) {
    return type.kind() != Kind.BOOL && equals(of(type.kind(), v));
  }

  /** As the IR writes it: {@code 0.5 0.5f 3 3L true}. */
  @Override
  public String toString() {
    return switch (type.kind()) {
      case F32 -> value() + "f";
      case I64 -> value() + "L";
      case F64, I32, BOOL -> value().toString();
    };
  }
}
