package dev.gradus.processor.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation.Status;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.transform.Axes;
import dev.gradus.processor.transform.Options;
import dev.gradus.processor.transform.Passes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/design/0011-parallel-gradients.md}: of which parallel operations values, gradients and batches of gradients are made. */
class ParallelGradientsTest {
  private static final Path PAGE = Path.of("..", "docs", "design", "0011-parallel-gradients.md");

  @Test
  void theTableSaysWhatIsThere() throws IOException {
    List<String> rows = rows();
    List<String> page = Files.readAllLines(PAGE).stream().filter(l -> l.startsWith("| `")).toList();
    assertEquals(String.join("\n", page), String.join("\n", rows));
  }

  private static List<String> rows() throws IOException {
    String source;
    try (InputStream in = ParallelGradientsTest.class.getResourceAsStream("/dev/gradus/processor/Losses.java")) {
      source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    var programs = new Programs("class P {" + source.substring(source.indexOf("private Losses() {}") + 19));
    assertEquals(Status.SUCCESS, programs.compilation().status(), () -> programs.compilation().errors().toString());
    var rows = new ArrayList<String>();
    programs.lowered().forEach((name, l) -> {
      if (l.func().results().getFirst().type().isArray()) return;
      Program value = Passes.parallel(l.func(), l.callees(), Options.none());
      Program gradient = Passes.parallelGradient(l.func(), l.callees(), List.of(0), Options.none());
      Program batch = Passes.vmap(gradient.main(), gradient.functions(), axes(gradient.main()), Options.none());
      Program parallel = Passes.parallel(batch.main(), batch.functions(), Options.none());
      rows.add("| `%s` | %s | %s | %s |".formatted(name, shape(value), shape(gradient), shape(parallel)));
    });
    return rows;
  }

  /** Over the first parameter. */
  private static Axes axes(Func f) {
    List<Axes.Leaf> in = IntStream.range(0, f.params().size()).mapToObj(p -> new Axes.Leaf(f.params().get(p).name(), p == 0 ? 0 : Axes.NONE)).toList();
    return new Axes(f.name(), in, List.of(new Axes.Leaf("value", 0), new Axes.Leaf("grad", 0)));
  }

  private static String shape(Program p) {
    return String.join(", ", shape(p.main().body()));
  }

  private static List<String> shape(Region r) {
    var all = new ArrayList<String>();
    for (Eqn e : r.eqns()) {
      var inner = new ArrayList<String>();
      e.op().regions().forEach(q -> inner.addAll(shape(q)));
      String nested = inner.isEmpty() ? "" : " (" + String.join(", ", inner) + ")";
      switch (e.op()) {
        case Op.Each each -> {
          var parts = new ArrayList<String>();
          if (!each.into().isEmpty()) parts.add("into");
          if (!each.by().isEmpty()) parts.add("by");
          if (!each.add().isEmpty()) parts.add("add");
          all.add("each " + String.join(" ", parts) + nested);
        }
        case Op.Contract c -> all.add("contract " + c.labels());
        case Op.For _ -> all.add("**for**" + nested);
        case Op.While _ -> all.add("**while**" + nested);
        case Op.If _ -> all.addAll(inner);
        case Op _ -> { }
      }
    }
    return all;
  }
}
