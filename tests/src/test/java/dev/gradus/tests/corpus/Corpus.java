package dev.gradus.tests.corpus;

import java.util.List;
import java.util.function.Supplier;

/** All programs of the corpus. */
public record Corpus(Class<?> program, Supplier<List<Case>> cases) {
  public static final List<Corpus> ALL = List.of(
      new Corpus(Arithmetic.class, Arithmetic::cases), new Corpus(Integers.class, Integers::cases), new Corpus(Floats.class, Floats::cases),
      new Corpus(Functions.class, Functions::cases), new Corpus(Kinks.class, Kinks::cases), new Corpus(Unused.class, Unused::cases),
      new Corpus(Powers.class, Powers::cases), new Corpus(Scales.class, Scales::cases), new Corpus(SmoothMaxima.class, SmoothMaxima::cases),
      new Corpus(Branches.class, Branches::cases),
      new Corpus(CountedLoops.class, CountedLoops::cases), new Corpus(WhileLoops.class, WhileLoops::cases),
      new Corpus(Jumps.class, Jumps::cases), new Corpus(Exceptions.class, Exceptions::cases), new Corpus(Bits.class, Bits::cases),
      new Corpus(Enums.class, Enums::cases), new Corpus(SmallNumbers.class, SmallNumbers::cases),
      new Corpus(LocalClasses.class, LocalClasses::cases), new Corpus(Names.class, Names::cases),
      new Corpus(Vectors.class, Vectors::cases), new Corpus(Matrices.class, Matrices::cases),
      new Corpus(Overwriting.class, Overwriting::cases),
      new Corpus(Buffers.class, Buffers::cases), new Corpus(InTurn.class, InTurn::cases), new Corpus(Ragged.class, Ragged::cases),
      new Corpus(Written.class, Written::cases), new Corpus(Calls.class, Calls::cases),
      new Corpus(Recursion.class, Recursion::cases), new Corpus(Knots.class, Knots::cases),
      new Corpus(Lambdas.class, Lambdas::cases),
      new Corpus(AliasedArguments.class, AliasedArguments::cases),
      new Corpus(ReadOnlyAliases.class, ReadOnlyAliases::cases),
      new Corpus(Records.class, Records::cases), new Corpus(RecordArrays.class, RecordArrays::cases),
      new Corpus(Sums.class, Sums::cases), new Corpus(Requests.class, Requests::cases),
      new Corpus(Requests.Inner.class, Requests.Inner::cases),
      new Corpus(Numerics.class, Numerics::cases), new Corpus(Models.class, Models::cases),
      new Corpus(BlackScholes.class, BlackScholes::cases), new Corpus(Composed.class, Composed::cases),
      new Corpus(Batches.class, Batches::cases), new Corpus(Tables.class, Tables::cases), new Corpus(Constructors.class, Constructors::cases),
      new Corpus(Rules.class, Rules::cases), new Corpus(CustomRules.class, CustomRules::cases), new Corpus(Checkpoints.class, Checkpoints::cases),
      new Corpus(BestSoFar.class, BestSoFar::cases), new Corpus(LibraryCalls.class, LibraryCalls::cases), new Corpus(Programs.class, Programs::cases));
}
