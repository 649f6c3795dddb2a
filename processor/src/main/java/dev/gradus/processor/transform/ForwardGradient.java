package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The gradient by forward mode: one tangent per number, each from its own copy of {@link Jvp}'s result with that number's tangent 1
 * and all others 0. The numbers of an array are gone through by loops. Common subexpressions find what the copies for scalars have in
 * common if it is straight-line code; weakness: loops run once per number.
 */
final class ForwardGradient {
  private final Func f;
  private final Map<String, Pushforward> pushforwards;
  private final Builder b = new Builder();
  private final List<Var> params;
  private List<Atom> values;

  private ForwardGradient(Func f, Map<String, Pushforward> pushforwards) {
    this.f = f;
    this.pushforwards = pushforwards;
    this.params = f.params().stream().map(Var::like).toList();
  }

  /** The same parameters and results as {@link Vjp#gradient}. */
  static Func of(Func f, List<Integer> wrt, List<Integer> kept, Map<String, Pushforward> pushforwards) {
    ForwardGradient g = new ForwardGradient(f, pushforwards);
    boolean onlyArrays = wrt.stream().allMatch(w -> f.params().get(w).type().isArray());
    if (onlyArrays) g.values = g.copy(f, Map.of());
    List<Atom> gradients = wrt.stream().map(g::gradient).toList();
    var results = new ArrayList<>(kept.stream().map(g.values::get).toList());
    results.addAll(gradients);
    return new Func(f.name(), new Region(g.params, g.b.close(), results));
  }

  private Atom gradient(int w) {
    Func jvp = Jvp.run(f, List.of(w), pushforwards);
    Var x = params.get(w);
    if (x.type().isArray()) return each(jvp, x, b.zerosLike("grad", x), List.of());
    List<Atom> results = copy(jvp, Map.of(jvp.params().getLast(), Lit.of(x.type().kind(), 1)));
    if (values == null) values = results.subList(0, f.results().size());
    return b.convert(results.get(f.results().size()), x.type().kind());
  }

  /** {@code grad} with the derivatives by all elements of {@code x} below {@code index} stored. */
  private Atom each(Func jvp, Var x, Atom grad, List<Atom> index) {
    Var length = b.length(x, index.toArray(Atom[]::new));
    return b.loop("i", Lit.of(0), length, false, List.of("grad"), List.of(grad), (i, carries) -> {
      var at = new ArrayList<>(index);
      at.add(i);
      if (at.size() < x.type().rank()) return List.of(each(jvp, x, carries.getFirst(), at));
      ValueType type = x.type().row(at.size());
      Var basis = b.store(b.zerosLike("basis", x), at, Lit.of(type.kind(), 1));
      Atom slope = copy(jvp, Map.of(jvp.params().getLast(), basis)).get(f.results().size());
      return List.of(b.store(carries.getFirst(), at, b.convert(slope, type.kind())));
    }).getFirst();
  }

  /** Appends a copy of the function's body and gives its results. */
  private List<Atom> copy(Func g, Map<Var, Atom> seeds) {
    var given = new HashMap<Var, Atom>(seeds);
    for (int i = 0; i < params.size(); i++) given.put(f.params().get(i), params.get(i));
    Region copy = Refresh.region(g.body(), given).region();
    b.addAll(copy.eqns());
    return copy.results();
  }
}
