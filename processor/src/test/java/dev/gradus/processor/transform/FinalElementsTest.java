package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Var;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values named {@code x}, loaded from or stored to the array that {@code for 1 .. n} stores to: is the element final? */
class FinalElementsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      the element before the stored one          | true  | j:i32 = sub i, 1; x:f64 = load p[j]; y:f64 = sin x; p1:f64[] = store p[i], y
      the stored element itself, before          | false | x:f64 = load p[i]; y:f64 = sin x; p1:f64[] = store p[i], y
      the value stored                           | true  | y:f64 = load p[i]; x:f64 = sin y; p1:f64[] = store p[i], x
      stored, then stored over                   | false | x:f64 = sin 1.0; p2:f64[] = store p[i], x; p1:f64[] = store p2[i], 0.0
      stored, stored over an iteration later     | false | x:f64 = sin 1.0; j:i32 = sub i, 1; p2:f64[] = store p[i], x; p1:f64[] = store p2[j], 0.0
      stored, then stored above                  | true  | x:f64 = sin 1.0; j:i32 = add i, 1; p2:f64[] = store p[i], x; p1:f64[] = store p2[j], 0.0
      stored at one place again and again        | false | x:f64 = sin 1.0; p1:f64[] = store p[0], x
      stored if a condition holds                | false | x:f64 = load q1[i]; b:bool = gt x, 0.0; p1:f64[] = if b { p2:f64[] = store p[i], x; yield p2 } else { yield p }
      stored by an inner loop                    | false | x:f64 = load q1[i]; p1:f64[] = for 0 .. n carry [p] (k:i32, p2:f64[]) { p3:f64[] = store p2[k], x; yield p3 }
      the element after the stored one           | false | j:i32 = add i, 1; x:f64 = load p[j]; y:f64 = sin x; p1:f64[] = store p[i], y
      before the store, store one ahead          | true  | k:i32 = add i, 1; x:f64 = load p[i]; y:f64 = sin x; p1:f64[] = store p[k], y
      stored from the far end                    | false | j:i32 = sub i, 1; m:i32 = sub n, i; x:f64 = load p[j]; y:f64 = sin x; p1:f64[] = store p[m], y
      added to instead of stored                 | true  | j:i32 = sub i, 1; x:f64 = load p[j]; y:f64 = sin x; p1:f64[] = addat p[i], y
      an index from a table                      | false | j:i32 = load q[i]; x:f64 = load p[j]; y:f64 = sin x; p1:f64[] = store p[i], y
      one branch stores below                    | false | j:i32 = sub i, 1; x:f64 = load p[j]; y:f64 = sin x; b:bool = gt x, 0.0; p1:f64[] = if b { p2:f64[] = store p[0], y; yield p2 } else { p3:f64[] = store p[i], y; yield p3 }
      inner loop stores above                    | true  | l:i32 = add i, 1; x:f64 = load p[i]; y:f64 = sin x; p1:f64[] = for l .. n carry [p] (k:i32, p2:f64[]) { p3:f64[] = store p2[k], y; yield p3 }
      inner loop stores from here on             | false | x:f64 = load p[i]; y:f64 = sin x; p1:f64[] = for i .. n carry [p] (k:i32, p2:f64[]) { p3:f64[] = store p2[k], y; yield p3 }
      """)
  void isFinal(String name, boolean expected, String body) {
    Func f = Parser.parse("""
        fn f(d:f64[]!, q:i32[], q1:f64[], n:i32) {
          r:f64[] = for 1 .. n carry [d] (i:i32, p:f64[]) {
            %s
            yield p1
          }
          yield r
        }""".formatted(body.replace(';', '\n')));
    String found = FinalElements.of(f).keySet().stream().map(Var::name).filter(Set.of("x")::contains).collect(Collectors.joining(","));
    assertEquals(expected ? "x" : "", found);
  }
}
