package org.attune.randomization.engine;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.attune.randomization.design.Chance;
import org.attune.randomization.design.Design;
import org.attune.randomization.design.DesignChoice;
import org.attune.randomization.design.MaximalProcedure;
import org.attune.randomization.design.Minimisation;
import org.attune.randomization.design.Ratio;
import org.attune.randomization.design.SimpleDesign;

/** What a configuration makes of its method. */
final class Methods {
  static final String MINIMISATION = "minimisation";
  static final String LIST = "list";
  private static final String MAXIMAL = "maximal";
  private static final String BLOCK_URN = "block-urn";
  private static final int MAXIMAL_LENGTH_MAX = 200;

  private Methods() {}

  /** True if the method makes permuted blocks of random sizes. */
  static boolean isInBlocks(String method) {
    return method.equals("permuted-blocks") || method.equals("stratified-blocks");
  }

  /**
   * How the list of a stratum goes on; of any method but minimisation.
   *
   * @throws IllegalArgumentException or {@code UnusableDesignException} if the configuration lacks
   *     what the method needs
   */
  static Course course(AllocationConfiguration configuration, Draws draws, String stratum) {
    var ratio = ratio(configuration);
    if (isInBlocks(configuration.method())) {
      return new RandomBlocks(draws, stratum, ratio, configuration.blockSizes());
    }
    return switch (configuration.method()) {
      case MAXIMAL -> maximal(configuration, ratio);
      case LIST -> listed(configuration, ratio, stratum);
      case BLOCK_URN ->
          new OfDesign(design(configuration, ratio), configuration.blockSizes().getFirst());
      default -> new OfDesign(design(configuration, ratio), 0);
    };
  }

  static Ratio ratio(AllocationConfiguration configuration) {
    return new Ratio(configuration.arms().stream().map(arm -> arm.ratio()).toList());
  }

  private static Design design(AllocationConfiguration configuration, Ratio ratio) {
    var settings = configuration.settings();
    var choice =
        new DesignChoice(
            configuration.method(),
            ratio,
            configuration.blockSizes().stream().findFirst(),
            text(settings, "p"),
            number(settings, "mti"),
            number(settings, "a"));
    return choice.design(0);
  }

  private static Course maximal(AllocationConfiguration configuration, Ratio ratio) {
    var settings = configuration.settings();
    int length = number(settings, "length").orElseThrow(() -> lacks("length"));
    if (length > MAXIMAL_LENGTH_MAX) {
      throw new IllegalArgumentException("a list of at most " + MAXIMAL_LENGTH_MAX + " places");
    }
    int tolerated = number(settings, "mti").orElseThrow(() -> lacks("mti"));
    var design = new MaximalProcedure(ratio, length, tolerated);
    return new MaximalLists(design, length, exhausted(settings));
  }

  private static Course listed(AllocationConfiguration configuration, Ratio ratio, String stratum) {
    var ids = configuration.arms().stream().map(arm -> arm.id()).toList();
    var arms =
        configuration.list().stream()
            .filter(place -> place.stratum().equals(stratum))
            .map(place -> ids.indexOf(place.arm()))
            .toList();
    return new ListedArms(arms, exhausted(configuration.settings()), new SimpleDesign(ratio));
  }

  private static Exhausted exhausted(Map<String, String> settings) {
    return Exhausted.of(
        text(settings, "when-exhausted").orElseThrow(() -> lacks("when-exhausted")));
  }

  /**
   * The rule of minimisation.
   *
   * @throws IllegalArgumentException or {@code UnusableDesignException} as above
   */
  static Minimisation minimisation(AllocationConfiguration configuration) {
    var settings = configuration.settings();
    var chance = Chance.parse(text(settings, "p").orElse(""));
    var imbalance = text(settings, "imbalance").orElseThrow(() -> lacks("imbalance"));
    return new Minimisation(
        ratio(configuration),
        configuration.strata().stream().map(factor -> factor.weight()).toList(),
        Minimisation.Imbalance.valueOf(imbalance.toUpperCase(Locale.ROOT).replace('-', '_')),
        chance.numerator(),
        chance.denominator());
  }

  private static Optional<String> text(Map<String, String> settings, String name) {
    return Optional.ofNullable(settings.get(name));
  }

  private static Optional<Integer> number(Map<String, String> settings, String name) {
    return text(settings, name).map(Integer::valueOf);
  }

  private static IllegalArgumentException lacks(String name) {
    return new IllegalArgumentException("a configuration needs " + name);
  }
}
