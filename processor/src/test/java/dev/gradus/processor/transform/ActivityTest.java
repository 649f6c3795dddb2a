package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Var;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ActivityTest {
  private static String active(String program, int... wrt) {
    Func f = Parser.parse(program);
    var names = new TreeSet<String>();
    for (Var v : Activity.of(f, Arrays.stream(wrt).mapToObj(f.params()::get).toList(), List.of(f.results().getFirst()), Map.of())) names.add(v.name());
    return String.join(" ", names);
  }

  @Test
  void betweenInputAndResult() {
    assertEquals("used x y", active("""
        fn f(x:f64, c:f64) {
          used:f64 = mul x, c
          fixed:f64 = mul c, c
          unused:f64 = sin x
          y:f64 = add used, fixed
          yield y
        }""", 0));
  }

  @Test
  void roundingAndIntegersPassNothingOn() {
    assertEquals("", active("""
        fn f(x:f64) {
          k:i32 = to_i32 x
          y:f64 = to_f64 k
          z:f64 = floor x
          r:f64 = add y, z
          yield r
        }""", 0));
  }

  @Test
  void carryIsActiveIfItsParameterOrItsResultIs() {
    assertEquals("a b r x", active("""
        fn f(x:f64, n:i32) {
          r:f64, r2:f64 = for 0 .. n carry [0.0, x] (i:i32, a:f64, b:f64) { yield b, 1.0 }
          yield r
        }""", 0));
  }
}
