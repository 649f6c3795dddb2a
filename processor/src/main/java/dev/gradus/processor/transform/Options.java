package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Printer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a user may ask of a pipeline besides its result: {@code -Agradus.dump=vjp,simplify} (or {@code all}) shows the IR after these
 * passes, {@code -Agradus.analysis.fusion=off} switches an analysis off (the names are {@link Analyses#NAMES}), {@code -Agradus.explain}
 * says of each loop whether its iterations could be run at once.
 *
 * @param analyses the decisions reverse mode takes
 * @param dump names of the passes to show, possibly {@code all}
 * @param explain whether to say what becomes of loops
 * @param sink where the text goes
 */
public record Options(Analyses analyses, Set<String> dump, boolean explain, Consumer<String> sink) {
  public static final String DUMP = "gradus.dump";
  public static final String ANALYSIS = "gradus.analysis.";

  public static final String EXPLAIN = "gradus.explain";

  public Options(Analyses analyses, Set<String> dump, Consumer<String> sink) {
    this(analyses, dump, false, sink);
  }

  /** Nothing asked for. */
  public static Options none() {
    return new Options(Analyses.on(), Set.of(), _ -> {});
  }

  /** The same, but no loop runs forward and backward at once. */
  public Options unfused() {
    return new Options(analyses.off("fusion"), dump, explain, sink);
  }

  /** The option names understood, without {@code -A}. */
  public static Set<String> names() {
    var names = new LinkedHashSet<String>(List.of(DUMP, EXPLAIN));
    for (String analysis : Analyses.NAMES) names.add(ANALYSIS + analysis);
    return names;
  }

  /** Reads {@code -A} options; those of others are passed over. Throws {@link IllegalArgumentException} for a value that means nothing. */
  public static Options of(Map<String, String> given, Consumer<String> sink) {
    Analyses analyses = Analyses.on();
    for (String name : Analyses.NAMES) {
      String value = given.getOrDefault(ANALYSIS + name, "on");
      if (value == null || !value.equals("on") && !value.equals("off")) {
        throw new IllegalArgumentException("-A" + ANALYSIS + name + "=" + value + ": write on or off");
      }
      if (value.equals("off")) analyses = analyses.off(name);
    }
    String dump = given.get(DUMP);
    boolean explain = given.containsKey(EXPLAIN) && !"off".equals(given.get(EXPLAIN));
    if (explain && given.get(EXPLAIN) != null && !given.get(EXPLAIN).equals("on")) {
      throw new IllegalArgumentException("-A" + EXPLAIN + "=" + given.get(EXPLAIN) + ": write on or off");
    }
    return new Options(analyses, dump == null ? Set.of() : new LinkedHashSet<>(List.of(dump.split("[,\\s]+"))), explain, sink);
  }

  /** Shows the function if the pass is among those asked for. */
  public void show(String pass, Func f) {
    if (dump.contains("all") || dump.contains(pass)) sink.accept("after " + pass + ":\n" + Printer.print(f));
  }
}
