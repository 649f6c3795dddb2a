package dev.gradus.processor.emit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import dev.gradus.processor.ir.random.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every row of the table, in every overload, means in emitted Java what it means in the table: bit for bit, exceptions included. */
class PrimSpellingTest {
  private record Case(Prim prim, List<Kind> kinds) {}

  private static List<Case> cases() {
    return Stream.of(Prim.values()).flatMap(p -> p.signatures().stream().map(k -> new Case(p, k))).toList();
  }

  @Test
  void ofParameters() {
    check((c, b) -> {
      var params = new ArrayList<Var>();
      for (Kind k : c.kinds) params.add(Var.fresh("x", ValueType.scalar(k)));
      return new Shape(params, List.of(apply(b, c, params)));
    });
  }

  @Test
  void ofExpressions() {
    check((c, b) -> {
      var params = new ArrayList<Var>();
      for (Kind k : c.kinds) params.add(Var.fresh("x", ValueType.scalar(k)));
      List<Atom> operands = new ArrayList<>();
      for (Var p : params) operands.add(compound(b, p));
      return new Shape(params, List.of(compound(b, apply(b, c, operands))));
    });
  }

  @Test
  void ofLiterals() {
    check((c, b) -> {
      var results = new ArrayList<Atom>();
      for (Object[] values : points(c.kinds)) {
        List<Atom> operands = Arrays.stream(values).<Atom>map(Lit::ofValue).toList();
        if (!c.prim.mayTrap(operands)) results.add(apply(b, c, operands));
      }
      return new Shape(List.of(), results);
    });
  }

  private record Shape(List<Var> params, List<Atom> results) {}

  @FunctionalInterface
  private interface Maker {
    Shape of(Case c, Builder b);
  }

  private static void check(Maker maker) {
    List<Case> cases = cases();
    var funcs = new ArrayList<Func>();
    for (Case c : cases) {
      var params = new ArrayList<Var>();
      Func f = Builder.func("f", List.of(), b -> {
        Shape s = maker.of(c, b);
        params.addAll(s.params);
        return s.results;
      });
      funcs.add(new Func("f", new Region(params, f.body().eqns(), f.results())));
    }
    List<Compiled> compiled = Compiled.all(funcs);
    for (int i = 0; i < cases.size(); i++) {
      List<Object[]> args = funcs.get(i).params().isEmpty() ? List.<Object[]>of(new Object[0]) : points(cases.get(i).kinds);
      for (Object[] a : args) {
        Object expected = interpreted(funcs.get(i), a);
        Object found = compiled.get(i).outcome(a);
        String source = compiled.get(i).source();
        Case c = cases.get(i);
        assertTrue(Vectors.isNear(expected, found, 0), () ->
            c + " at " + Arrays.toString(a) + " is " + text(expected) + ", not " + text(found) + "\n" + source);
      }
    }
  }

  private static Object interpreted(Func f, Object[] args) {
    try {
      return Interpreter.run(f, args);
    } catch (RuntimeException e) {
      return e.getClass();
    }
  }

  private static String text(Object o) {
    return o instanceof Object[] a ? Arrays.toString(a) : String.valueOf(o);
  }

  /** Without the builder's folding. */
  private static Var apply(Builder b, Case c, List<? extends Atom> operands) {
    return b.bind("t", ValueType.scalar(c.prim.result(c.kinds)), new Op.Apply(c.prim, List.copyOf(operands)));
  }

  /** The same number behind an operator that binds weakly, so that it needs parentheses nearly everywhere. */
  private static Atom compound(Builder b, Atom x) {
    return switch (x.type().kind()) {
      case F64 -> b.bind("t", x.type(), new Op.Apply(Prim.SUB, x, Lit.of(0.0)));
      case F32 -> b.bind("t", x.type(), new Op.Apply(Prim.SUB, x, Lit.of(0f)));
      case I64 -> b.bind("t", x.type(), new Op.Apply(Prim.OR, x, Lit.of(0L)));
      case I32 -> b.bind("t", x.type(), new Op.Apply(Prim.OR, x, Lit.of(0)));
      case BOOL -> b.bind("t", x.type(), new Op.Apply(Prim.OR, x, Lit.of(false)));
    };
  }

  private static List<Object> values(Kind k) {
    return switch (k) {
      case F64 -> List.of(0.0, -0.0, 1.0, -1.5, 2.75, 1e-5, -1e300, 4e-324, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
      case F32 -> List.of(0f, -0f, 1f, -1.5f, 2.75f, 1e-5f, -1e38f, 1e-45f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
      case I64 -> List.of(0L, 1L, -1L, 7L, -13L, 3_000_000_000L, Long.MIN_VALUE, Long.MAX_VALUE);
      case I32 -> List.of(0, 1, -1, 7, -13, 31, 1_000_000, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BOOL -> List.of(true, false);
    };
  }

  private static List<Object[]> points(List<Kind> kinds) {
    List<Object[]> all = List.<Object[]>of(new Object[0]);
    for (Kind k : kinds) {
      var longer = new ArrayList<Object[]>();
      for (Object[] a : all) {
        for (Object v : values(k)) {
          Object[] next = Arrays.copyOf(a, a.length + 1);
          next[a.length] = v;
          longer.add(next);
        }
      }
      all = longer;
    }
    int step = all.size() > 120 ? all.size() / 97 : 1;
    var some = new ArrayList<Object[]>();
    for (int i = 0; i < all.size(); i += step) some.add(all.get(i));
    return some;
  }
}
