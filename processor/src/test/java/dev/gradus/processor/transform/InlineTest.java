package dev.gradus.processor.transform;

import static dev.gradus.processor.transform.IrText.becomes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.Program;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls become bodies. */
class InlineTest {
  private static Map<String, Func> library(String text) {
    var all = new LinkedHashMap<String, Func>();
    for (Func f : Parser.parseAll(text)) all.put(f.name(), f);
    return all;
  }

  @Test
  void callsInCalleesAndInRegionsAreReplacedToo() {
    Map<String, Func> library = library("""
        fn square(x:f64) { y:f64 = mul x, x  yield y }
        fn fourth(x:f64) { s:f64 = call square(f64) -> (f64) x  q:f64 = call square(f64) -> (f64) s  yield q }
        """);
    becomes("""
        fn f(a:f64, n:i32) {
          r:f64 = for 0 .. n carry [a] (i:i32, r.0:f64) {
            z:f64 = call fourth(f64) -> (f64) r.0
            yield z
          }
          yield r
        }
        """, f -> Inline.run(new Program(f, library)).main(), """
        fn f(a:f64, n:i32) {
          r:f64 = for 0 .. n carry [a] (i:i32, r.0:f64) {
            s:f64 = mul r.0, r.0
            z:f64 = mul s, s
            yield z
          }
          yield r
        }
        """);
  }

  @Test
  void eachCallHasVariablesOfItsOwn() {
    Map<String, Func> library = library("""
        fn sum(a:f64[]) {
          n:i32 = length a
          s:f64 = for 0 .. n carry [0.0] (i:i32, s.0:f64) { x:f64 = load a[i]  t:f64 = add s.0, x  yield t }
          yield s
        }
        """);
    becomes("""
        fn f(a:f64[], b:f64[]) {
          x:f64 = call sum(f64[]) -> (f64) a
          y:f64 = call sum(f64[]) -> (f64) b
          yield x, y
        }
        """, f -> Inline.run(new Program(f, library)).main(), """
        fn f(a:f64[], b:f64[]) {
          n:i32 = length a
          x:f64 = for 0 .. n carry [0.0] (i:i32, s:f64) { x.1:f64 = load a[i]  t:f64 = add s, x.1  yield t }
          n.1:i32 = length b
          y:f64 = for 0 .. n.1 carry [0.0] (i.1:i32, s.1:f64) { x.2:f64 = load b[i.1]  t.1:f64 = add s.1, x.2  yield t.1 }
          yield x, y
        }
        """);
  }

  @Test
  void ownedArgumentsAreConsumedByTheBody() {
    Map<String, Func> library = library("fn scale(a:f64[]!, s:f64) { b:f64[] = store a[0], s  yield b, s, 2.0 }");
    becomes("""
        fn f(n:i32) {
          a:f64[] = new f64[](n)
          b:f64[], x:f64, two:f64 = call scale(f64[]!, f64) -> (f64[], f64, f64) a, 1.0
          y:f64 = add x, two
          yield b, y
        }
        """, f -> Inline.run(new Program(f, library)).main(), """
        fn f(n:i32) {
          a:f64[] = new f64[](n)
          b:f64[] = store a[0], 1.0
          y:f64 = add 1.0, 2.0
          yield b, y
        }
        """);
  }

  @Test
  void recursiveFunctionsStayWithWhatTheyCallInlined() {
    Map<String, Func> library = library("""
        fn even(n:i32) { b:bool = call odd(i32) -> (bool) n  yield b }
        fn odd(n:i32) { k:i32 = call less(i32) -> (i32) n  b:bool = call even(i32) -> (bool) k  yield b }
        fn less(n:i32) { k:i32 = sub n, 1  yield k }
        """);
    Func f = Parser.parse("fn f(n:i32) { b:bool = call even(i32) -> (bool) n  yield b }");
    Program p = Inline.run(new Program(f, library));
    assertEquals(List.of("even", "odd"), List.copyOf(p.functions().keySet()));
    assertEquals(Printer.print(f), Printer.print(p.main()));
    assertEquals(Printer.print(Parser.parse("fn odd(n:i32) { k:i32 = sub n, 1  b:bool = call even(i32) -> (bool) k  yield b }")),
        Printer.print(p.functions().get("odd")));
  }
}
