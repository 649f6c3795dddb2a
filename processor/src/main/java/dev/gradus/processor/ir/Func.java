package dev.gradus.processor.ir;

import java.util.List;
import java.util.Set;

/**
 * A function. Array parameters are borrowed: the body may not consume them. The {@code owned} ones belong to the function, which
 * then returns what became of them as results (that is how a method that writes its array argument is expressed). {@code rule} is the
 * user's own derivative, or {@code null}.
 */
public record Func(String name, Region body, Set<Var> owned, CustomRule rule) {
  public Func {
    owned = Set.copyOf(owned);
  }

  public Func(String name, Region body, Set<Var> owned) {
    this(name, body, owned, null);
  }

  public Func(String name, Region body) {
    this(name, body, Set.of());
  }

  public List<Var> params() {
    return body.params();
  }

  public List<Atom> results() {
    return body.results();
  }

  public Func withBody(Region body) {
    return new Func(name, body, owned, rule);
  }

  public Func withName(String name) {
    return new Func(name, body, owned, rule);
  }

  public Func withRule(CustomRule rule) {
    return new Func(name, body, owned, rule);
  }

  public Signature signature() {
    return new Signature(name, params().stream().map(p -> new Signature.Param(p.type(), owned.contains(p))).toList(),
        results().stream().map(Atom::type).toList());
  }
}
