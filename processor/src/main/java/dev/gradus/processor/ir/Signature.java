package dev.gradus.processor.ir;

import java.util.List;

/** What a caller needs to know of a function. */
public record Signature(String name, List<Param> params, List<ValueType> results) {
  /** An owned array parameter is consumed by the call. */
  public record Param(ValueType type, boolean owned) {}

  public Signature {
    params = List.copyOf(params);
    results = List.copyOf(results);
  }
}
