package dev.gradus.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.gradus.processor.emit.RuntimeNames;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.frontend.Lowered;
import dev.gradus.processor.frontend.Range;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Function;

/**
 * The border between Java's arguments and the parameters of a function of the IR: records are taken apart, depth first, values of sealed
 * interfaces and arrays of records by methods ({@link Unpacking}), and each leaf that is read gets a local variable.
 */
record Leaves(List<Leaf> all) {
  /**
   * One scalar or array.
   *
   * @param argument the method's parameter that holds it
   * @param path how Java reads it, {@code p.inner().w()}, or what it is a part of
   * @param part which leaf of what the path leads to; null if it is the whole
   * @param local what the companion calls it, {@code p_inner_w}; the argument's own name if that is not a record
   */
  record Leaf(String argument, String path, Part part, String local, ValueType type) {
    boolean isComponent() {
      return !path.equals(local);
    }

    /** The expression that reads it. */
    CodeBlock read(Unpacking unpacking) {
      return part == null ? CodeBlock.of("$L", path) : unpacking.leaf(part.of(), part.leaf(), path, part.typeName());
    }

    /** How people would call it, {@code layers[i].w()}. */
    String shown() {
      return part == null ? path : shown(part.of(), part.leaf(), path);
    }

    private static String shown(JavaType type, int leaf, String path) {
      return switch (type) {
        case JavaType.Rec r -> {
          int from = 0;
          for (JavaType.Component c : r.components()) {
            int to = from + c.type().leaves().size();
            if (leaf < to) yield shown(c.type(), leaf - from, path + "." + c.name() + "()");
            from = to;
          }
          yield path;
        }
        case JavaType.RecordArray(var element, var rank) -> leaf == 0 ? path : shown(element, leaf - 1, path + "[i]".repeat(rank));
        case JavaType.Leaf _, JavaType.Enumeration _, JavaType.Sum _ -> path;
      };
    }

    boolean isInRecordArray() {
      return part != null && part.of() instanceof JavaType.RecordArray;
    }

    /** Whether the array is made by the companion, out of an array of records. */
    boolean isGathered() {
      return part != null && part.of() instanceof JavaType.RecordArray(var _, var rank) && type.rank() == rank;
    }

    /** Whether it says which elements of an array of records are there; there is one such leaf for each. */
    boolean isPresence() {
      return part != null && part.of() instanceof JavaType.RecordArray && part.leaf() == 0;
    }
  }

  /** A leaf of a value of a sealed interface or of an array of records. */
  record Part(JavaType of, int leaf, Function<JavaType, TypeName> typeName) {}

  /** The leaves of these arguments, whose names are taken already. */
  static Leaves of(List<Lowered.Param> params, Names locals) {
    return of(params, locals, Method::typeName);
  }

  /** The same where the types are declared otherwise, as those of derivatives may be. */
  static Leaves of(List<Lowered.Param> params, Names locals, Function<JavaType, TypeName> typeName) {
    var all = new ArrayList<Leaf>();
    for (Lowered.Param p : params) add(p.name(), p.name(), p.name(), p.type(), locals, typeName, all);
    return new Leaves(List.copyOf(all));
  }

  private static void add(String argument, String path, String local, JavaType type, Names locals, Function<JavaType, TypeName> typeName,
      List<Leaf> out) {
    switch (type) {
      case JavaType.Leaf(var leaf, var range) -> {
        boolean isWhole = path.equals(argument) && range == Range.ALL;
        out.add(new Leaf(argument, path, null, isWhole ? argument : locals.of(local), leaf));
      }
      case JavaType.Enumeration _ -> out.add(new Leaf(argument, path + ".ordinal()", null, locals.of(local), ValueType.I32));
      case JavaType.Rec r -> {
        for (JavaType.Component c : r.components()) {
          add(argument, path + "." + c.name() + "()", local + "_" + c.name(), c.type(), locals, typeName, out);
        }
      }
      case JavaType.Sum _, JavaType.RecordArray _ -> {
        List<JavaType.Named> parts = type.leaves(local);
        for (int k = 0; k < parts.size(); k++) {
          out.add(new Leaf(argument, path, new Part(type, k, typeName), locals.of(parts.get(k).name()), parts.get(k).type()));
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

  /** Throws if an argument is {@code null} that a method will take apart, whether the function reads it or not. */
  CodeBlock requirePresent() {
    CodeBlock.Builder code = CodeBlock.builder();
    all.stream().filter(l -> l.part() != null && l.path().equals(l.argument())).map(Leaf::argument).distinct()
        .forEach(a -> code.addStatement("$T.requireNonNull($L, $S)", Objects.class, a, a));
    return code.build();
  }

  /** Throws if a derivative does not have the cases and the elements of its primal. */
  static CodeBlock refuseOtherRecords(Lowered.Param derivative, String primal, Function<JavaType, TypeName> typeName, Unpacking unpacking) {
    CodeBlock.Builder code = CodeBlock.builder();
    List<Boolean> structure = derivative.type().structure();
    for (int k = 0; k < structure.size(); k++) {
      if (!structure.get(k)) continue;
      CodeBlock here = unpacking.leaf(derivative.type(), k, derivative.name(), typeName);
      CodeBlock there = unpacking.leaf(derivative.type(), k, primal, Method::typeName);
      int rank = derivative.type().leaves().get(k).rank();
      CodeBlock differ = rank == 0 ? CodeBlock.of("$L != $L", here, there)
          : CodeBlock.of("!$T.$L($L, $L)", Arrays.class, rank == 1 ? "equals" : "deepEquals", here, there);
      refuse(differ, derivative.name() + " must be made of the same records as " + primal + ", with other numbers in them", code);
    }
    return code.build();
  }

  /** Throws if an array of a derivative, which {@code where} is given, is longer or shorter than that of its primal. */
  static CodeBlock refuseOtherShapes(String where, Lowered.Param derivative, String primal, Function<JavaType, TypeName> typeName, Unpacking unpacking) {
    CodeBlock.Builder code = CodeBlock.builder();
    List<Leaf> here = of(List.of(derivative), new Names(), typeName).all();
    List<Leaf> there = of(List.of(new Lowered.Param(primal, derivative.type())), new Names()).all();
    for (int k = 0; k < here.size(); k++) {
      Leaf leaf = here.get(k);
      if (!leaf.type().isFloat() || !leaf.type().isArray() || leaf.isGathered()) continue;
      code.addStatement("$T.$L($S, $S, $L, $S, $L)", ClassName.bestGuess(RuntimeNames.CHECK_SHAPE.owner()), RuntimeNames.CHECK_SHAPE.method(),
          where, leaf.shown(), leaf.read(unpacking), there.get(k).shown(), there.get(k).read(unpacking));
    }
    return code.build();
  }

  /** Declares the locals that the function reads. */
  CodeBlock unpack(Func f, Unpacking unpacking) {
    Set<Var> read = FreeVars.of(new Region(List.of(), f.body().eqns(), f.results()));
    CodeBlock.Builder code = CodeBlock.builder();
    for (int i = 0; i < all.size(); i++) {
      Leaf leaf = all.get(i);
      if (!leaf.isComponent() || !read.contains(f.params().get(i))) continue;
      code.addStatement("$L $L = $L", leaf.type().java(), leaf.local(), leaf.read(unpacking));
    }
    return code.build();
  }

  /** Refuses arguments that share memory with an array that the method writes: the companion takes all arrays for different ones. */
  CodeBlock refuseAliases(Method method, IntPredicate writes, Unpacking unpacking) {
    CodeBlock.Builder code = CodeBlock.builder();
    for (int w = 0; w < all.size(); w++) {
      if (!writes.test(w)) continue;
      Leaf written = all.get(w);
      String says = "%s writes %s, ".formatted(method.name(), written.shown());
      if (written.isPresence()) {
        refuseSameArrays(w, says, code);
        continue;
      }
      if (written.isGathered()) continue;
      if (written.type().rank() > 1) {
        refuse(call(RuntimeNames.REPEATS_ROWS, unpacking, written), says + "of which no two rows may be the same array", code);
      }
      for (int o = 0; o < all.size(); o++) {
        Leaf other = all.get(o);
        boolean seen = o < w && writes.test(o);
        if (o == w || seen || other.isGathered() || !other.type().isArray() || other.type().kind() != written.type().kind()) continue;
        boolean flat = written.type().rank() == 1 && other.type().rank() == 1;
        CodeBlock shares = flat ? CodeBlock.of("$L == $L", written.read(unpacking), other.read(unpacking))
            : call(RuntimeNames.SHARES_MEMORY, unpacking, written, other);
        refuse(shares, says + "which must not share memory with " + other.shown(), code);
      }
    }
    return code.build();
  }

  /** Arrays of records of one type that are one array. */
  private void refuseSameArrays(int written, String writes, CodeBlock.Builder code) {
    Leaf array = all.get(written);
    for (int o = 0; o < all.size(); o++) {
      Leaf other = all.get(o);
      if (o == written || !other.isPresence() || !other.part().of().equals(array.part().of())) continue;
      CodeBlock same = array.type().rank() == 1 ? CodeBlock.of("$L == $L", array.path(), other.path())
          : CodeBlock.of("$T.$L($L, $L)", ClassName.bestGuess(RuntimeNames.SHARES_MEMORY.owner()), RuntimeNames.SHARES_MEMORY.method(),
              array.path(), other.path());
      refuse(same, writes + "which must not share memory with " + other.path(), code);
    }
  }

  private static CodeBlock call(RuntimeNames name, Unpacking unpacking, Leaf... arguments) {
    return CodeBlock.of("$T.$L($L)", ClassName.bestGuess(name.owner()), name.method(),
        Arrays.stream(arguments).map(a -> a.read(unpacking)).collect(CodeBlock.joining(", ")));
  }

  private static void refuse(CodeBlock condition, String message, CodeBlock.Builder code) {
    code.beginControlFlow("if ($L)", condition);
    code.addStatement("throw new IllegalArgumentException($S)", message);
    code.endControlFlow();
  }
}
