package dev.gradus.benchmarks;

/** The same polynomial with a hundred coefficients. */
public class ShallowHornerBenchmark extends HornerBenchmark {

  public ShallowHornerBenchmark() {
    super(100);
  }
}
