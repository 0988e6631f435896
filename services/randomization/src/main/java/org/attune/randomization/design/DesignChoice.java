package org.attune.randomization.design;

import java.util.Optional;

/**
 * A method by its name in {@code study.yaml}, with the numbers that it takes, as they were written.
 *
 * @param blockSize places of a block
 * @param chance of the arm that is behind, such as {@code 2/3} or {@code 0.75}
 * @param tolerated greatest difference of places
 * @param steepness of the adjustable biased coin
 */
public record DesignChoice(
    String method,
    Ratio ratio,
    Optional<Integer> blockSize,
    Optional<String> chance,
    Optional<Integer> tolerated,
    Optional<Integer> steepness) {
  /**
   * The design.
   *
   * @param length places of the list, which the maximal procedure needs to know
   * @throws UnusableDesignException if there is no such method, it lacks a number, was given one
   *     that it does not take, or cannot work with them
   */
  public Design design(int length) {
    return switch (method) {
      case "simple" -> {
        takes(false, false, false, false);
        yield new SimpleDesign(ratio);
      }
      case "permuted-blocks", "stratified-blocks" -> {
        takes(true, false, false, false);
        yield new PermutedBlocks(ratio, blockSize.orElseThrow());
      }
      case "block-urn" -> {
        takes(true, false, false, false);
        yield new BlockUrn(ratio, blockSize.orElseThrow());
      }
      case "biased-coin" -> coin();
      case "big-stick" -> {
        takes(false, false, true, false);
        yield new BigStick(ratio, tolerated.orElseThrow());
      }
      case "maximal" -> {
        takes(false, false, true, false);
        yield new MaximalProcedure(ratio, length, tolerated.orElseThrow());
      }
      case "minimisation", "list" ->
          throw new UnusableDesignException(
              "What %s promises depends on who comes, or on the list: it has no exact properties."
                  .formatted(method));
      default ->
          throw new UnusableDesignException(
              "There is no method %s: take simple, permuted-blocks, stratified-blocks, block-urn, biased-coin, big-stick or maximal."
                  .formatted(method));
    };
  }

  private Design coin() {
    if (chance.isPresent() == steepness.isPresent()) {
      throw new UnusableDesignException(
          "biased-coin needs either --p, for Efron's coin, or --a, for the adjustable one.");
    }
    takes(false, chance.isPresent(), false, steepness.isPresent());
    return steepness.isPresent()
        ? new AdjustableCoin(ratio, steepness.get())
        : efron(Chance.parse(chance.orElseThrow()));
  }

  private Design efron(Chance behind) {
    return new EfronCoin(ratio, behind.numerator(), behind.denominator());
  }

  private void takes(boolean blocks, boolean chances, boolean tolerance, boolean steep) {
    takes("--block-size", blocks, blockSize.isPresent());
    takes("--p", chances, chance.isPresent());
    takes("--mti", tolerance, tolerated.isPresent());
    takes("--a", steep, steepness.isPresent());
  }

  private void takes(String option, boolean needed, boolean given) {
    if (needed && !given) throw new UnusableDesignException(method + " needs " + option + ".");
    if (given && !needed) {
      throw new UnusableDesignException(method + " does not take " + option + ": leave it out.");
    }
  }
}
