package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies of {@code for 0 .. n carry [a, 0.0] (i, p:f64[], s:f64)} that yield {@code p.1, s.1}. */
class OrderFreeTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      unchanged carries                  | true  | p1:f64[] = store b[0], 1.0;                                              yield p, s
      a sum                              | true  | x:f64 = load a[i]; s1:f64 = add s, x;                                    yield p, s1
      a sum written the other way round  | true  | x:f64 = load a[i]; s1:f64 = add x, s;                                    yield p, s1
      a product                          | false | x:f64 = load a[i]; s1:f64 = mul s, x;                                    yield p, s1
      a sum of which a step is read      | false | x:f64 = load a[i]; s1:f64 = add s, x; y:f64 = mul s1, x; p1:f64[] = addat p[0], y; yield p1, s1
      own element                        | true  | x:f64 = load p[i]; y:f64 = mul x, x; p1:f64[] = store p[i], y;           yield p1, s
      own element, added to anywhere     | false | x:f64 = load p[i]; p1:f64[] = addat p[0], x;                             yield p1, s
      added to anywhere                  | true  | x:f64 = load a[i]; j:i32 = load q[i]; p1:f64[] = addat p[j], x;          yield p1, s
      stored to anywhere                 | false | x:f64 = load a[i]; j:i32 = load q[i]; p1:f64[] = store p[j], x;          yield p1, s
      the element before                 | false | j:i32 = sub i, 1; x:f64 = load p[j]; p1:f64[] = store p[i], x;           yield p1, s
      replaced by another array          | false | c:f64[] = copy a;                                                        yield c, s
      the carries read each other        | false | p1:f64[] = addat p[0], s; x:f64 = load a[i]; s1:f64 = add s, x;          yield p1, s1
      """)
  void anyOrder(String name, boolean free, String body) {
    Func f = Parser.parse("""
        fn f(a:f64[], b:f64[]!, d:f64[]!, q:i32[], n:i32) {
          r:f64[], t:f64 = for 0 .. n carry [d, 0.0] (i:i32, p:f64[], s:f64) {
            %s
          }
          yield r, t
        }""".formatted(body.replace(';', '\n')));
    Op.For loop = FreeVars.eqnsIn(f.body()).stream().map(Eqn::op).filter(Op.For.class::isInstance).map(Op.For.class::cast).findFirst().orElseThrow();
    assertEquals(free, OrderFree.check(loop.body(), 1));
  }
}
