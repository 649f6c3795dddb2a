package dev.gradus.examples;

import java.util.ArrayList;
import java.util.List;

/** The command line of {@link Digits}. A wrong one ends the program with a message and exit code 2. */
record DigitsOptions(List<Long> seeds, int epochs) {

  private static final String HELP = """
      Digits learns to read handwritten digits with a generated gradient.

        --seeds=LIST   seeds of the initial weights, one training each   (1,2,3,4,5)
        --epochs=N     how often each training sees all images           (%d)
        --help         this text

      By Maven: mvn -pl examples -am verify -Dexample=Digits -Dexample.args="--seeds=1 --epochs=10"
      """;
  private static final int EPOCHS = 30;

  static DigitsOptions parse(String[] args) {
    DigitsOptions options = new DigitsOptions(List.of(1L, 2L, 3L, 4L, 5L), EPOCHS);
    for (String arg : args) {
      if (arg.equals("--help")) {
        System.out.printf(HELP, EPOCHS);
        System.exit(0);
      } else if (arg.startsWith("--seeds=")) {
        options = new DigitsOptions(seeds(arg, value(arg)), options.epochs);
      } else if (arg.startsWith("--epochs=")) {
        options = new DigitsOptions(options.seeds, epochs(arg, value(arg)));
      } else {
        throw refuse(arg, "there is no such option");
      }
    }
    return options;
  }

  private static String value(String arg) {
    return arg.substring(arg.indexOf('=') + 1);
  }

  private static List<Long> seeds(String arg, String list) {
    List<Long> seeds = new ArrayList<>();
    for (String seed : list.split(",", -1)) {
      try {
        seeds.add(Long.valueOf(seed.strip()));
      } catch (NumberFormatException e) {
        throw refuse(arg, "seeds are whole numbers with commas between them, such as 1,2,3");
      }
    }
    return List.copyOf(seeds);
  }

  private static int epochs(String arg, String number) {
    try {
      int epochs = Integer.parseInt(number.strip());
      if (epochs >= 1 && epochs <= 10_000) {
        return epochs;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw refuse(arg, "the number of epochs is a whole number from 1 to 10000");
  }

  /** Ends the program; the exception is there for the compiler only. */
  private static IllegalArgumentException refuse(String arg, String why) {
    System.err.printf("Digits: %s: %s. Try --help.%n", arg, why);
    System.exit(2);
    return new IllegalArgumentException(why);
  }
}
