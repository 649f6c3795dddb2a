package dev.gradus.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What a gradient costs, in units of the program that it is the gradient of: runs the benchmarks whose names match, by JMH,
 * and prints one table. Program and gradient take turns, a fresh JVM each time, so that whatever else the machine does falls on both;
 * what counts is the median over the iterations of all JVMs. The command line is a regular expression, then options of JMH.
 */
public final class Suite {

  private static final int DEFAULT_FORKS = 3;

  /** What is measured, and how often the time of the program its gradient may take; NaN if nobody has said. */
  private record Program(String name, Class<? extends GradientBenchmark> benchmark, double goal) {}

  private static final List<Program> PROGRAMS = List.of(
      new Program("Digits, 64-64-10, 256 images", DigitsBenchmark.class, 4),
      new Program("Rosenbrock, n=1000", RosenbrockBenchmark.class, 3.5),
      new Program("Gaussian mixture, d=10 K=25 n=1000", GaussianMixtureBenchmark.class, 3.5),
      new Program("Runge-Kutta, n=1000 s=100", RungeKuttaBenchmark.class, Double.NaN),
      new Program("Horner by recursion, 100 calls", ShallowHornerBenchmark.class, Double.NaN),
      new Program("Horner by recursion, 2,000 calls", HornerBenchmark.class, Double.NaN));

  private final CommandLineOptions options;

  private Suite(CommandLineOptions options) {
    this.options = options;
  }

  /**
   * Measures.
   *
   * @param args a regular expression and the options of JMH
   * @throws CommandLineOptionException if these are not understood
   * @throws RunnerException if a benchmark fails, or its gradient is wrong
   */
  public static void main(String[] args) throws CommandLineOptionException, RunnerException {
    Pattern wanted = Pattern.compile(args.length == 0 ? "" : args[0]);
    CommandLineOptions options = new CommandLineOptions(Arrays.stream(args).skip(1).toArray(String[]::new));
    List<Program> programs = PROGRAMS.stream().filter(program -> wanted.matcher(program.benchmark.getName()).find()).toList();
    if (programs.isEmpty()) {
      System.err.println("No benchmark matches " + wanted + "; there are");
      PROGRAMS.forEach(program -> System.err.println("  " + program.benchmark.getName()));
      System.exit(2);
    }
    printMachine();
    List<String> table = new ArrayList<>();
    table.add("| program | program alone, µs | value and gradient, µs | ratio | goal |");
    table.add("|---|---:|---:|---:|---:|");
    for (Program program : programs) {
      table.add(new Suite(options).measure(program));
    }
    System.out.println();
    table.forEach(System.out::println);
  }

  private String measure(Program program) throws RunnerException {
    List<Double> primal = new ArrayList<>();
    List<Double> gradient = new ArrayList<>();
    int forks = options.getForkCount().orElse(DEFAULT_FORKS);
    for (int fork = 1; fork <= forks; fork++) {
      primal.addAll(run(program, "primal"));
      gradient.addAll(run(program, "gradient"));
      System.out.printf(Locale.ROOT, "%s: JVM %d of %d: ratio so far %.2f%n",
          program.name, fork, forks, median(gradient) / median(primal));
    }
    String goal = Double.isNaN(program.goal) ? "" : "≤ " + program.goal;
    return String.format(Locale.ROOT, "| %s | %.2f | %.2f | %.2f | %s |",
        program.name, median(primal), median(gradient), median(gradient) / median(primal), goal);
  }

  /** The time per call in microseconds, for each iteration of one fresh JVM. */
  private List<Double> run(Program program, String method) throws RunnerException {
    var one = new OptionsBuilder()
        .parent(options)
        .include("^" + Pattern.quote(program.benchmark.getName() + "." + method) + "$")
        .forks(1)
        .shouldFailOnError(true)
        .verbosity(options.verbosity().orElse(VerboseMode.SILENT))
        .build();
    return new Runner(one).run().stream()
        .flatMap(result -> result.getAggregatedResult().getIterationResults().stream())
        .map(IterationResult::getPrimaryResult)
        .map(result -> result.getScore())
        .toList();
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static void printMachine() {
    var collectors = ManagementFactory.getGarbageCollectorMXBeans().stream().map(bean -> bean.getName()).toList();
    System.out.printf("JDK %s on %s %s, %d processors; collector %s; JVM arguments %s%n",
        Runtime.version(), System.getProperty("os.name"), System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(),
        String.join(" and ", collectors), ManagementFactory.getRuntimeMXBean().getInputArguments());
  }
}
