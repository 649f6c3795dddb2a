package dev.gradus.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.gradus.processor.emit.RuntimeNames;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.frontend.Lowered;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The border between Java's arguments and the parameters of a function of the IR: records are taken apart, depth first, and each leaf
 * that is read gets a local variable.
 */
record Leaves(List<Leaf> all) {
  /**
   * One scalar or array.
   *
   * @param argument the method's parameter that holds it
   * @param path how Java reads it, {@code p.inner().w()}
   * @param local what the companion calls it, {@code p_inner_w}; the argument's own name if that is not a record
   */
  record Leaf(String argument, String path, String local, ValueType type) {
    boolean isComponent() {
      return !path.equals(local);
    }
  }

  /** The leaves of these arguments, whose names are taken already. */
  static Leaves of(List<Lowered.Param> params, Names locals) {
    var all = new ArrayList<Leaf>();
    for (Lowered.Param p : params) add(p.name(), p.name(), p.name(), p.type(), locals, all);
    return new Leaves(List.copyOf(all));
  }

  private static void add(String argument, String path, String local, JavaType type, Names locals, List<Leaf> out) {
    switch (type) {
      case JavaType.Leaf(var leaf) -> out.add(new Leaf(argument, path, path.equals(argument) ? argument : locals.of(local), leaf));
      case JavaType.Rec r -> {
        for (JavaType.Component c : r.components()) {
          add(argument, path + "." + c.name() + "()", local + "_" + c.name(), c.type(), locals, out);
        }
      }
    }
  }

  Leaves and(Leaves more) {
    var joined = new ArrayList<>(all);
    joined.addAll(more.all);
    return new Leaves(List.copyOf(joined));
  }

  /** Those that carry derivatives. */
  Leaves floats() {
    return new Leaves(all.stream().filter(l -> l.type().isFloat()).toList());
  }

  List<String> locals() {
    return all.stream().map(Leaf::local).toList();
  }

  /** Numbers of the leaves of these arguments that carry derivatives, argument by argument. */
  List<Integer> floats(List<String> arguments) {
    var numbers = new ArrayList<Integer>();
    for (String a : arguments) {
      for (int i = 0; i < all.size(); i++) if (all.get(i).argument().equals(a) && all.get(i).type().isFloat()) numbers.add(i);
    }
    return numbers;
  }

  /** Declares the locals that the function reads. */
  CodeBlock unpack(Func f) {
    Set<Var> read = FreeVars.of(new Region(List.of(), f.body().eqns(), f.results()));
    CodeBlock.Builder code = CodeBlock.builder();
    for (int i = 0; i < all.size(); i++) {
      Leaf leaf = all.get(i);
      if (!leaf.isComponent() || !read.contains(f.params().get(i))) continue;
      code.addStatement("$L $L = $L", leaf.type().java(), leaf.local(), leaf.path());
    }
    return code.build();
  }

  /** Refuses arguments that share memory with an array that the method writes: the companion takes all arrays for different ones. */
  CodeBlock refuseAliases(Method method, Func primal) {
    CodeBlock.Builder code = CodeBlock.builder();
    for (int w = 0; w < all.size(); w++) {
      if (!primal.owned().contains(primal.params().get(w))) continue;
      Leaf written = all.get(w);
      String writes = "%s writes %s, ".formatted(method.name(), written.path());
      if (written.type().rank() > 1) {
        refuse(call(RuntimeNames.REPEATS_ROWS, written), writes + "of which no two rows may be the same array", code);
      }
      for (int o = 0; o < all.size(); o++) {
        Leaf other = all.get(o);
        boolean seen = o < w && primal.owned().contains(primal.params().get(o));
        if (o == w || seen || !other.type().isArray() || other.type().kind() != written.type().kind()) continue;
        boolean flat = written.type().rank() == 1 && other.type().rank() == 1;
        CodeBlock shares = flat ? CodeBlock.of("$L == $L", written.path(), other.path()) : call(RuntimeNames.SHARES_MEMORY, written, other);
        refuse(shares, writes + "which must not share memory with " + other.path(), code);
      }
    }
    return code.build();
  }

  private static CodeBlock call(RuntimeNames name, Leaf... arguments) {
    return CodeBlock.of("$T.$L($L)", ClassName.bestGuess(name.owner()), name.method(),
        Arrays.stream(arguments).map(Leaf::path).collect(Collectors.joining(", ")));
  }

  private static void refuse(CodeBlock condition, String message, CodeBlock.Builder code) {
    code.beginControlFlow("if ($L)", condition);
    code.addStatement("throw new IllegalArgumentException($S)", message);
    code.endControlFlow();
  }
}
