package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.MethodInvocation;
import org.eclipse.jdt.core.dom.Name;

/**
 * A call of a companion's method in a body. A pullback counts as one call together with the method that made it, {@code
 * XVjp.f(x).pullback(seed)}; weakness: the object between the two has residuals in it and cannot be kept.
 */
record CompanionCall(Planned.Derived method, List<Expression> args) {
  static Optional<CompanionCall> of(MethodInvocation m, Body body) throws LoweringException {
    Optional<CompanionCall> direct = direct(m, body);
    if (direct.isPresent() && direct.get().method().isPullback()) {
      throw body.refuse(m, Diagnostic.UNSUPPORTED_EXPRESSION, "'" + Body.excerpt(m) + "' by itself",
          "add .pullback(…) here, or use @Grad or @Jvp");
    }
    if (direct.isPresent() || !m.getName().getIdentifier().equals("pullback") || m.getExpression() == null
        || !(Scan.unwrapped(m.getExpression()) instanceof MethodInvocation forward)) {
      return direct;
    }
    return direct(forward, body).filter(c -> c.method().isPullback()).map(c -> {
      var args = new ArrayList<>(c.args());
      args.addAll(Scan.nodes(m.arguments(), Expression.class));
      return new CompanionCall(c.method(), List.copyOf(args));
    });
  }

  private static Optional<CompanionCall> direct(MethodInvocation m, Body body) throws LoweringException {
    String id = m.getName().getIdentifier();
    Optional<String> companion = switch (m.getExpression()) {
      case null -> body.resolver.companionWith(id, body.owner);
      case Name n when !body.expressions.isValue(n) -> body.resolver.companion(n.getFullyQualifiedName(), body.owner);
      case Expression _ -> Optional.empty();
    };
    if (companion.isEmpty()) return Optional.empty();
    List<Expression> args = Scan.nodes(m.arguments(), Expression.class);
    Optional<Planned.Derived> method = body.frontEnd.planned().method(companion.get(), id);
    if (method.isPresent() || m.getExpression() == null) return method.map(d -> new CompanionCall(d, args));
    List<String> known = body.resolver.methodNames(body.owner).stream().flatMap(n -> Stream.of(n, n + "WithValue")).toList();
    var there = new ArrayList<String>();
    for (String k : known) if (body.frontEnd.planned().method(companion.get(), k).isPresent()) there.add(m.getExpression() + "." + k);
    throw body.calls.unknown(m.getName(), m.getExpression() + "." + id, String.join(", ", args.stream().map(Body::excerpt).toList()), there, true);
  }
}
