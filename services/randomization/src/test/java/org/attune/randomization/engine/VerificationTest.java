package org.attune.randomization.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.attune.randomization.engine.Allocation.Chance;
import org.attune.randomization.engine.Verification.Misfit;
import org.junit.jupiter.api.Test;

/** Forty records of two strata, and what becomes visible when one of them is changed. */
class VerificationTest {
  private static final byte[] SEED = Lists.seed(7);
  private static final AllocationConfiguration CONFIGURATION =
      Lists.stratified(Lists.twoOneOne(), List.of(4, 8));
  private static final int CHANGED = 17;

  @Test
  void an_untouched_record_fits_in_whatever_order_it_is_read() {
    var draws = new ArrayList<>(draws());
    assertThat(Verification.verify(SEED, CONFIGURATION, draws)).isEmpty();
    Collections.reverse(draws);
    assertThat(Verification.verify(SEED, CONFIGURATION, draws)).isEmpty();
    assertThat(Verification.verify(SEED, CONFIGURATION, List.of())).isEmpty();
  }

  @Test
  void a_changed_arm_is_found() {
    var misfit =
        changed(d -> with(d, d.arm().equals("abct") ? "tau" : "abct", d.index(), d.draw()));
    assertThat(misfit.sequence()).isEqualTo(CHANGED);
    assertThat(misfit.sentence()).contains("arm");
  }

  @Test
  void a_changed_draw_is_found() {
    var misfit = changed(d -> with(d, d.arm(), d.index(), "00" + d.draw().substring(2)));
    assertThat(misfit)
        .isEqualTo(new Misfit(CHANGED, "Its draw is not the one that the seed gives."));
  }

  @Test
  void a_skipped_place_of_the_list_is_found() {
    var misfit = changed(d -> with(d, d.arm(), d.index() + 1, d.draw()));
    assertThat(misfit.sequence()).isEqualTo(CHANGED);
    assertThat(misfit.sentence()).contains("index");
  }

  @Test
  void a_changed_probability_is_found() {
    var misfit =
        changed(
            d -> {
              var chances = new ArrayList<>(d.chances());
              var first = chances.getFirst();
              chances.set(
                  0,
                  new Chance(
                      first.arm(),
                      first.count(),
                      first.numerator().add(BigInteger.ONE),
                      first.denominator()));
              return new DrawRecord(
                  d.sequence(),
                  d.levels(),
                  d.stratum(),
                  d.index(),
                  d.arm(),
                  d.blockNumber(),
                  d.blockSize(),
                  chances,
                  d.draw(),
                  d.attempt(),
                  d.engineVersion());
            });
    assertThat(misfit.sentence()).contains("probabilities");
  }

  @Test
  void a_stratum_that_is_not_the_one_of_the_levels_is_found() {
    var misfit =
        changed(
            d ->
                new DrawRecord(
                    d.sequence(),
                    List.of("s1", d.stratum().endsWith("|secure") ? "insecure" : "secure"),
                    d.stratum(),
                    d.index(),
                    d.arm(),
                    d.blockNumber(),
                    d.blockSize(),
                    d.chances(),
                    d.draw(),
                    d.attempt(),
                    d.engineVersion()));
    assertThat(misfit.sequence()).isEqualTo(CHANGED);
    assertThat(misfit.sentence()).contains("stratum");
  }

  @Test
  void a_removed_record_is_found_and_so_is_a_repeated_one() {
    var draws = new ArrayList<>(draws());
    var removed = draws.remove(CHANGED);
    assertThat(Verification.verify(SEED, CONFIGURATION, draws))
        .contains(new Misfit(CHANGED, "The record is missing."));
    draws.add(removed);
    draws.add(removed);
    assertThat(Verification.verify(SEED, CONFIGURATION, draws))
        .contains(new Misfit(CHANGED, "There are two such records."));
  }

  @Test
  void two_exchanged_participants_are_found() {
    var draws = new ArrayList<>(draws());
    var one = draws.get(CHANGED);
    var two = draws.get(CHANGED + 2);
    draws.set(CHANGED, at(two, one.sequence()));
    draws.set(CHANGED + 2, at(one, two.sequence()));
    assertThat(Verification.verify(SEED, CONFIGURATION, draws))
        .hasValueSatisfying(misfit -> assertThat(misfit.sequence()).isEqualTo(CHANGED));
  }

  @Test
  void another_seed_or_configuration_does_not_fit() {
    assertThat(Verification.verify(Lists.seed(8), CONFIGURATION, draws())).isPresent();
    var other = Lists.stratified(Lists.twoOneOne(), List.of(8, 4));
    assertThat(Verification.verify(SEED, other, draws())).isPresent();
    var commitment = Commitment.of(SEED, CONFIGURATION);
    assertThat(Verification.isCommitted(SEED, CONFIGURATION, commitment)).isTrue();
    assertThat(Verification.isCommitted(Lists.seed(8), CONFIGURATION, commitment)).isFalse();
    assertThat(Verification.isCommitted(SEED, other, commitment)).isFalse();
  }

  private static Misfit changed(UnaryOperator<DrawRecord> change) {
    var draws = new ArrayList<>(draws());
    draws.set(CHANGED, change.apply(draws.get(CHANGED)));
    return Verification.verify(SEED, CONFIGURATION, draws).orElseThrow();
  }

  private static List<DrawRecord> draws() {
    var list = new StudyList(SEED, CONFIGURATION);
    var draws = new ArrayList<DrawRecord>();
    for (int sequence = 0; sequence < 40; sequence++) {
      var levels = List.of("s1", sequence % 3 == 0 ? "secure" : "insecure");
      var stratum = CONFIGURATION.stratum(levels);
      var place = list.next(stratum).orElseThrow();
      draws.add(
          new DrawRecord(
              sequence,
              levels,
              stratum,
              place.index(),
              place.arm(),
              place.blockNumber(),
              place.blockSize(),
              place.chances(),
              place.draw(),
              place.attempt(),
              AllocationConfiguration.BLOCKS_ENGINE));
    }
    return draws;
  }

  private static DrawRecord with(DrawRecord d, String arm, int index, String draw) {
    return new DrawRecord(
        d.sequence(),
        d.levels(),
        d.stratum(),
        index,
        arm,
        d.blockNumber(),
        d.blockSize(),
        d.chances(),
        draw,
        d.attempt(),
        d.engineVersion());
  }

  private static DrawRecord at(DrawRecord d, int sequence) {
    return new DrawRecord(
        sequence,
        d.levels(),
        d.stratum(),
        d.index(),
        d.arm(),
        d.blockNumber(),
        d.blockSize(),
        d.chances(),
        d.draw(),
        d.attempt(),
        d.engineVersion());
  }
}
