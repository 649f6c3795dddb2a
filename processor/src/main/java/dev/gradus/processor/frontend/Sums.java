package dev.gradus.processor.frontend;

import dev.gradus.processor.frontend.JavaType.Rec;
import dev.gradus.processor.frontend.JavaType.Sum;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Prim;
import java.util.ArrayList;
import java.util.List;

/**
 * Values of sealed interfaces: the number of the case, and leaves for every case. A record becomes one by adding zeros for the other cases,
 * and is found in it again as the leaves that it brought, which for arrays are the same places. Such a value is never {@code null}.
 */
final class Sums {
  private final Body body;

  Sums(Body body) {
    this.body = body;
  }

  private static List<Rec> cases(JavaType type) {
    return switch (type) {
      case Rec r -> List.of(r);
      case Sum s -> s.cases();
      case JavaType.Leaf _, JavaType.Enumeration _, JavaType.RecordArray _ -> List.of();
    };
  }

  /** Whether every value of the type is one of the sealed interface. */
  static boolean isPart(JavaType type, Sum of) {
    if (type == null) return false;
    List<Rec> cases = cases(type);
    return !cases.isEmpty() && of.cases().containsAll(cases);
  }

  /** A record, or a value of a narrower sealed interface, as a value of the wider one. */
  Value widened(Value v, Sum to, String name) {
    var leaves = new ArrayList<Leaf>();
    leaves.add(new Leaf.Num(caseIn(v, to)));
    for (Rec r : to.cases()) {
      List<Leaf> known = cases(v.type()).contains(r) ? narrowed(v, r).leaves()
          : r.leaves(name + "_" + JavaType.variable(r.simpleNames())).stream().map(body::placeholder).toList();
      leaves.addAll(known);
    }
    return new Value(to, leaves);
  }

  /** The value as the type of one of its cases, or of several; what it then holds means something only if it {@link #is} of that type. */
  Value narrowed(Value v, JavaType to) {
    if (v.type().equals(to)) return v;
    Sum from = (Sum) v.type();
    if (to instanceof Sum s) {
      var leaves = new ArrayList<Leaf>(List.of(new Leaf.Num(caseIn(v, s))));
      for (Rec r : s.cases()) leaves.addAll(narrowed(v, r).leaves());
      return new Value(s, leaves);
    }
    int offset = from.offset((Rec) to);
    return new Value(to, v.leaves().subList(offset, offset + to.leaves().size()));
  }

  /** Whether the value is of that type; nothing, if none of its cases is. */
  Atom is(Value v, JavaType type) {
    List<Rec> wanted = cases(type);
    List<Rec> possible = cases(v.type());
    if (wanted.containsAll(possible)) return Lit.of(true);
    Atom any = Lit.of(false);
    for (Rec r : wanted) {
      if (!possible.contains(r)) continue;
      Atom one = body.apply("t", Prim.EQ, number(v), Lit.of(possible.indexOf(r)));
      any = any.equals(Lit.of(false)) ? one : body.apply("t", Prim.OR, any, one);
    }
    return any;
  }

  /** The number of the case. */
  Atom number(Value sum) {
    return ((Leaf.Num) sum.leaves().getFirst()).atom();
  }

  /** The number that the value's case has in the other interface. */
  private Atom caseIn(Value v, Sum to) {
    if (v.type() instanceof Rec r) return Lit.of(to.cases().indexOf(r));
    List<Rec> cases = cases(v.type());
    boolean same = cases.stream().allMatch(r -> !to.cases().contains(r) || to.cases().indexOf(r) == cases.indexOf(r));
    if (same) return number(v);
    Atom found = Lit.of(0);
    for (Rec r : cases) {
      if (!to.cases().contains(r)) continue;
      Atom here = body.apply("t", Prim.EQ, number(v), Lit.of(cases.indexOf(r)));
      found = body.apply("kind", Prim.SELECT, here, Lit.of(to.cases().indexOf(r)), found);
    }
    return found;
  }

  /** The narrowest sealed interface that both belong to, as far as their declarations say so, or {@code null}. */
  JavaType common(JavaType a, JavaType b) {
    if (a instanceof Sum s && isPart(b, s)) return s;
    if (b instanceof Sum s && isPart(a, s)) return s;
    JavaType best = null;
    for (Sum s : body.resolver.sums(a)) {
      if (isPart(b, s) && (best == null || isPart(s, (Sum) best))) best = s;
    }
    return best;
  }
}
