package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Parser;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loads named {@code x} from the array that {@code for 1 .. n} stores to: is the element final when it is loaded? */
class FinalElementsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      the element before the stored one          | true  | j:i32 = sub i, 1; x:f64 = load p[j]; p1:f64[] = store p[i], x
      the stored element itself                  | false | x:f64 = load p[i]; p1:f64[] = store p[i], x
      the element after the stored one           | false | j:i32 = add i, 1; x:f64 = load p[j]; p1:f64[] = store p[i], x
      before the store, store one ahead          | true  | k:i32 = add i, 1; x:f64 = load p[i]; p1:f64[] = store p[k], x
      stored from the far end                    | false | j:i32 = sub i, 1; m:i32 = sub n, i; x:f64 = load p[j]; p1:f64[] = store p[m], x
      added to instead of stored                 | true  | j:i32 = sub i, 1; x:f64 = load p[j]; p1:f64[] = addat p[i], x
      an index from a table                      | false | j:i32 = load q[i]; x:f64 = load p[j]; p1:f64[] = store p[i], x
      one branch stores below                    | false | j:i32 = sub i, 1; x:f64 = load p[j]; b:bool = gt x, 0.0; p1:f64[] = if b { p2:f64[] = store p[0], x; yield p2 } else { p3:f64[] = store p[i], x; yield p3 }
      inner loop stores above                    | true  | l:i32 = add i, 1; x:f64 = load p[i]; p1:f64[] = for l .. n carry [p] (k:i32, p2:f64[]) { p3:f64[] = store p2[k], x; yield p3 }
      inner loop stores from here on             | false | x:f64 = load p[i]; p1:f64[] = for i .. n carry [p] (k:i32, p2:f64[]) { p3:f64[] = store p2[k], x; yield p3 }
      """)
  void isFinal(String name, boolean expected, String body) {
    Func f = Parser.parse("""
        fn f(d:f64[]!, q:i32[], n:i32) {
          r:f64[] = for 1 .. n carry [d] (i:i32, p:f64[]) {
            %s
            yield p1
          }
          yield r
        }""".formatted(body.replace(';', '\n')));
    String found = FinalElements.of(f).keySet().stream().map(e -> e.result().name()).collect(Collectors.joining(","));
    assertEquals(expected ? "x" : "", found);
  }
}
