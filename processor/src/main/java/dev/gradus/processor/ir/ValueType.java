package dev.gradus.processor.ir;

/** A scalar (rank 0) or an array. An array of rank n is a list of arrays of rank n-1, as in Java: rows may differ in length. */
public record ValueType(Kind kind, int rank) {
  public static final ValueType F64 = new ValueType(Kind.F64, 0);
  public static final ValueType F32 = new ValueType(Kind.F32, 0);
  public static final ValueType I64 = new ValueType(Kind.I64, 0);
  public static final ValueType I32 = new ValueType(Kind.I32, 0);
  public static final ValueType BOOL = new ValueType(Kind.BOOL, 0);

  public ValueType {
    if (rank < 0) throw new IllegalArgumentException("rank " + rank);
  }

  public static ValueType scalar(Kind kind) {
    return new ValueType(kind, 0);
  }

  /** Words that a variable of the type takes in Java's frames and parameter lists. */
  public int slots() {
    return !isArray() && (kind == Kind.F64 || kind == Kind.I64) ? 2 : 1;
  }

  public boolean isArray() {
    return rank > 0;
  }

  /** Whether values of this type can carry a derivative. */
  public boolean isFloat() {
    return kind.isFloat();
  }

  /** What is left after that many indices. */
  public ValueType row(int indices) {
    return new ValueType(kind, rank - indices);
  }

  /** The array of which this is the row type. */
  public ValueType arrayOf() {
    return new ValueType(kind, rank + 1);
  }

  /** The array with that many dimensions more. */
  public ValueType arrayOf(int dimensions) {
    return new ValueType(kind, rank + dimensions);
  }

  /** {@code double[][]}. */
  public String java() {
    return kind.java() + "[]".repeat(rank);
  }

  /** {@code double[][].class}. */
  Class<?> javaClass() {
    Class<?> c = switch (kind) {
      case F64 -> double.class;
      case F32 -> float.class;
      case I64 -> long.class;
      case I32 -> int.class;
      case BOOL -> boolean.class;
    };
    for (int i = 0; i < rank; i++) c = c.arrayType();
    return c;
  }

  /** {@code f64[][]}. */
  @Override
  public String toString() {
    return kind.text() + "[]".repeat(rank);
  }
}
