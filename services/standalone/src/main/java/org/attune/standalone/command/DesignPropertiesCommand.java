package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.attune.randomization.design.DesignChoice;
import org.attune.randomization.design.DesignProperties;
import org.attune.randomization.design.Ratio;
import org.attune.randomization.design.UnusableDesignException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code randomization properties}: how often a design is guessed, and how well it balances. */
@Command(
    name = "properties",
    description = {
      "Say how often a method's next arm is guessed, and how far its arms are apart.",
      "Every possible list is counted, none is simulated; docs/domain/randomization.md explains."
    })
final class DesignPropertiesCommand implements Callable<Integer> {
  @Option(
      names = "--method",
      required = true,
      paramLabel = "METHOD",
      description =
          "simple, permuted-blocks, stratified-blocks, block-urn, biased-coin, big-stick, maximal.")
  String method = "";

  @Option(
      names = "--n",
      required = true,
      paramLabel = "N",
      description = "Places of the list: 1 to " + DesignProperties.LENGTH_MAX + ".")
  int length;

  @Option(
      names = "--ratio",
      paramLabel = "R:R",
      description = "Ratio of the arms (default: ${DEFAULT-VALUE}).",
      defaultValue = "1:1")
  String ratio = "1:1";

  @Option(
      names = "--block-size",
      paramLabel = "B",
      description = "Places of a block; for blocks and block-urn.")
  Optional<Integer> blockSize = Optional.empty();

  @Option(
      names = "--p",
      paramLabel = "P",
      description = "Chance of the arm that is behind, such as 2/3; for biased-coin (Efron's).")
  Optional<String> chance = Optional.empty();

  @Option(
      names = "--mti",
      paramLabel = "M",
      description = "Maximum tolerated imbalance; for big-stick and maximal.")
  Optional<Integer> tolerated = Optional.empty();

  @Option(
      names = "--a",
      paramLabel = "A",
      description = "Steepness, a whole number; for biased-coin (the adjustable one).")
  Optional<Integer> steepness = Optional.empty();

  @Option(names = "--json", description = "Print exactly one JSON line.")
  boolean json;

  @Override
  public Integer call() {
    try {
      var arms = Ratio.parse(ratio);
      var choice = new DesignChoice(method, arms, blockSize, chance, tolerated, steepness);
      var properties = DesignProperties.of(choice.design(length), arms, length);
      System.out.println(json ? json(arms, properties).encode() : text(arms, properties));
      return 0;
    } catch (UnusableDesignException e) {
      throw new UnusableCallException(String.valueOf(e.getMessage()));
    }
  }

  private JsonObject json(Ratio arms, DesignProperties properties) {
    return new JsonObject()
        .put("method", method)
        .put("n", length)
        .put("ratio", arms.toString())
        .put(
            "correctGuess",
            new JsonObject()
                .put("convergence", properties.convergence())
                .put("divergence", properties.divergence()))
        .put(
            "imbalance",
            new JsonObject()
                .put("expectedFinalAbsolute", properties.finalImbalance())
                .put("expectedMaximum", properties.greatestImbalance()));
  }

  private String text(Ratio arms, DesignProperties properties) {
    return String.format(
        Locale.ROOT,
        """
        %s, %d places, ratio %s
          right guesses by convergence  %.6f
          right guesses by divergence   %.6f
          expected final imbalance      %.6f
          expected greatest imbalance   %.6f\
        """,
        method,
        length,
        arms,
        properties.convergence(),
        properties.divergence(),
        properties.finalImbalance(),
        properties.greatestImbalance());
  }
}
