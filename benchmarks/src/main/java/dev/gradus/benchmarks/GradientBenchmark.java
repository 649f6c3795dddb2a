package dev.gradus.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A program and its generated gradient, measured on the same input. Nothing is measured before the gradient is compared
 * with central differences.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public abstract class GradientBenchmark {

  /** The program as it was written. */
  abstract double value();

  /** Its value and its gradient, by the companion. */
  abstract Object valueAndGradient();

  /** Compares the companion's value with the program's, and some partial derivatives with central differences. */
  abstract void check();

  @Benchmark
  public double primal() {
    return value();
  }

  @Benchmark
  public Object gradient() {
    return valueAndGradient();
  }

  @Setup
  public void setUp() {
    check();
  }
}
