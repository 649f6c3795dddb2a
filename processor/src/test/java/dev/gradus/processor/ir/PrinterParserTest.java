package dev.gradus.processor.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Text in, text out: what the printer writes the parser reads, and nothing is lost on the way. */
class PrinterParserTest {
  /** Every operation of the IR once; already as the printer writes it. */
  private static final String EVERYTHING = """
      fn everything(a:f64[], m:f64[][]!, n:i32, c:bool) {
        t:f64 = mul 2.0, -0.5
        k:i32 = length a
        k.1:i32 = length m[0]
        x:f64 = load a[n]
        row:f64[] = load m[0]
        z:f64[][] = new f64[][](n, k)
        w:f32[] = new f32[](3)
        w.1:f32[] = store w[0], NaNf
        w.2:f32[] = addat w.1[1], -Infinityf
        w.3:f32[] = grow w.2, 10
        z.1:f64[][] = store z[0, 1], x
        b:f64[] = zeroslike a
        b.1:f64[] = copy a
        b.2:f64[] = addat b.1[], b
        s:f64, b.3:f64[] = for 0 .. n carry [0.0, b.2] (i:i32, s.1:f64, b.4:f64[]) {
          v:f64 = load a[i]
          s.2:f64 = add s.1, v
          b.5:f64[] = store b.4[i], s.2
          yield s.2, b.5
        }
        q:f64 = for down 0 .. n carry [s] (j:i32, q.1:f64) { yield q.1 }
        for 0 .. 3 carry [] (i.1:i32) { yield }
        y:f64 = while carry [q] (y.1:f64) {
          g:bool = gt y.1, 1.0E-5
          yield g
        } do (y.2:f64) {
          h:f64 = mul y.2, 0.5
          yield h
        }
        p:i64 = if c { yield 3L } else { yield -9223372036854775808L }
        if c { yield } else {
          u:f64[] = call scale(f64[], f64) -> (f64[]) a, y
          yield
        }
        r:f64[], e:bool = call dev.gradus.Scale.f(f64[]!, i64) -> (f64[], bool) b.3, p
        call "f(double[], \\"x\\")"() -> ()
        yield y, r, m, true, Infinity
      }
      """;

  @Test
  void everyOperationSurvivesReadingAndWriting() {
    assertEquals(EVERYTHING, Printer.print(Parser.parse(EVERYTHING)));
  }

  @Test
  void whatTheTextDoesNotShowSurvivesToo() {
    Func f = Parser.parse(EVERYTHING);
    assertEquals(Set.of(f.params().get(1)), f.owned());
    Op.For down = (Op.For) eqnBinding(f, "q").op();
    assertTrue(down.down());
    assertEquals(Lit.of(-0.5), ((Op.Apply) f.body().eqns().getFirst().op()).args().get(1));
    Op.Call call = (Op.Call) eqnBinding(f, "r").op();
    assertEquals(new Signature("dev.gradus.Scale.f", List.of(new Signature.Param(new ValueType(Kind.F64, 1), true),
        new Signature.Param(ValueType.I64, false)), List.of(new ValueType(Kind.F64, 1), ValueType.BOOL)), call.callee());
    assertEquals("f(double[], \"x\")", ((Op.Call) f.body().eqns().getLast().op()).callee().name());
  }

  @Test
  void whiteSpaceAndCommentsAreFree() {
    assertEquals("""
        fn f(x:f64) {
          y:f64 = add x, 1.0
          yield y
        }
        """, Printer.print(Parser.parse("fn f ( x : f64 ) // one\n{y:f64=add x,1.0// two\n\n  yield y}")));
  }

  @Test
  void literalsKeepTheirBits() {
    for (Lit l : List.of(Lit.of(-0.0), Lit.of(0.0), Lit.of(Double.MIN_VALUE), Lit.of(Double.MAX_VALUE), Lit.of(Double.NaN), Lit.of(1e300),
        Lit.of(0.1f), Lit.of(-0f), Lit.of(Float.MIN_VALUE), Lit.of(Float.NaN), Lit.of(Float.NEGATIVE_INFINITY),
        Lit.of(Double.NEGATIVE_INFINITY), Lit.of(Double.POSITIVE_INFINITY), Lit.of(Integer.MIN_VALUE),
        Lit.of(Long.MIN_VALUE), Lit.of(7), Lit.of(7L), Lit.of(true), Lit.of(false))) {
      Func f = new Func("f", new Region(List.of(), List.of(), List.of(l)));
      assertEquals(List.of(l), Parser.parse(Printer.print(f)).results());
    }
  }

  @Test
  void namesThatWouldReadAsSomethingElseGetASuffix() {
    List<String> hints = List.of("NaN", "true", "yield", "if", "Infinityf", "π", "$x", "x.1", "x.1", "p.y", "2x", "", "add", "f64",
        "down", "𝑥", "a-b");
    List<Var> params = hints.stream().map(h -> Var.fresh(h, ValueType.F64)).toList();
    String text = Printer.print(new Func("f", new Region(params, List.of(), List.copyOf(params))));
    assertEquals("""
        fn f(NaN_:f64, true_:f64, yield_:f64, if_:f64, Infinityf_:f64, π:f64, $x:f64, x:f64, x.1:f64, p_y:f64, _2x:f64, _:f64, \
        add:f64, f64:f64, \
        down_:f64, 𝑥:f64, a_b:f64) {
          yield NaN_, true_, yield_, if_, Infinityf_, π, $x, x, x.1, p_y, _2x, _, add, f64, down_, 𝑥, a_b
        }
        """, text);
    assertEquals(text, Printer.print(Parser.parse(text)));
  }

  @Test
  void severalFunctionsInOneText() {
    String text = "fn f() {\n  yield\n}\nfn g(x:i32) {\n  yield x\n}\n";
    assertEquals(List.of("f", "g"), Parser.parseAll(text).stream().map(Func::name).toList());
  }

  @Test
  void errorsSayWhereWhatAndWhatInstead() {
    assertError("1:8: found 'f64', expected ':'", "fn f(x f64) { yield x }");
    assertError("1:8: found 'double', expected a type (f64 f32 i64 i32 bool)", "fn f(x:double) { yield x }");
    assertError("2:14: found 'z', expected a name bound above", "fn f(x:f64) {\n y:f64 = add z, x\n yield y }");
    assertError("1:23: found 'plus', expected an operation", "fn f(x:f64) { y:f64 = plus x, x yield y }");
    assertError("1:15: found 'x', expected a new name; this one is bound above", "fn f(x:f64) { x:f64 = neg x yield x }");
    assertError("1:14: found the end, expected an equation or 'yield'", "fn f(x:f64) {");
    assertError("1:21: found '99999999999', expected a constant in the range of its type", "fn f(x:f64) { yield 99999999999 }");
    assertError("1:4: found '\"', expected a closing quote", "fn \"f() {");
    assertError("1:6: found 'true', expected a name", "fn f(true:bool) { yield }");
    assertError("expected one function but found 0", " // nothing\n");
  }

  @Test
  void anExcerptMarksTheEquationAmongTenNeighbours() {
    var text = new StringBuilder("fn f(x:f64) {\n");
    for (int i = 0; i < 30; i++) text.append("  y").append(i).append(":f64 = neg x\n");
    Func f = Parser.parse(text.append("  yield x\n}\n").toString());
    List<String> lines = Printer.excerpt(f, f.body().eqns().get(15)).lines().toList();
    assertEquals(23, lines.size());
    assertEquals(">   y15:f64 = neg x", lines.get(11));
    assertEquals("    y5:f64 = neg x", lines.get(1));
    assertEquals("  …", lines.getFirst());
    List<String> first = Printer.excerpt(f, f.body().eqns().getFirst()).lines().toList();
    assertEquals(List.of("  fn f(x:f64) {", ">   y0:f64 = neg x"), first.subList(0, 2));
  }

  @Test
  void aVariableThatNothingBindsIsMarked() {
    Var y = Var.fresh("y", ValueType.F64);
    Func f = new Func("f", new Region(List.of(), List.of(new Eqn(Var.fresh("y", ValueType.F64), new Op.Apply(Prim.NEG, y))), List.of(y)));
    assertEquals("fn f() {\n  y:f64 = neg y?\n  yield y?\n}\n", Printer.print(f));
  }

  @Test
  void aRegionPrintsByItself() {
    Func f = Parser.parse("fn f(x:f64) { y:f64 = for 0 .. 3 carry [x] (i:i32, s:f64) { t:f64 = mul s, x yield t } yield y }");
    assertEquals("(i:i32, s:f64) {\n  t:f64 = mul s, x\n  yield t\n}\n",
        Printer.print(f.body().eqns().getFirst().op().regions().getFirst()));
  }

  private static Eqn eqnBinding(Func f, String name) {
    return f.body().eqns().stream().filter(e -> e.results().stream().anyMatch(v -> v.name().equals(name))).findFirst().orElseThrow();
  }

  private static void assertError(String message, String text) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, () -> Parser.parse(text)).getMessage());
  }
}
