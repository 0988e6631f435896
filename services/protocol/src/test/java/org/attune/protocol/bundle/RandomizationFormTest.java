package org.attune.protocol.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.canonical.Protocols;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.RandomizationPlan;
import org.attune.protocol.model.RandomizationPlan.Settings;
import org.junit.jupiter.api.Test;

/** What stands below {@code randomization:} of the whole study, as the protocol has it. */
class RandomizationFormTest {
  private static final String BLOCKS = "block-sizes: [6, 9]";
  private static final String SITE = "{id: site, from: site}";

  private static Protocol with(String text, String instead) {
    var reading = BundleReader.read(WholeStudy.with("study.yaml", text, instead));
    assertThat(reading.findings()).isEmpty();
    return reading.protocol().orElseThrow();
  }

  private static RandomizationPlan plan(Protocol protocol) {
    return protocol.randomization().orElseThrow();
  }

  @Test
  void what_is_not_said_is_nothing() {
    var plan = plan(with(BLOCKS, BLOCKS));
    assertThat(plan.settings()).isEqualTo(Settings.NONE);
    assertThat(plan.strata()).extracting(stratum -> stratum.weight()).containsExactly(1, 1);
  }

  @Test
  void settings_are_read_as_they_are_written() {
    var protocol =
        with(
            BLOCKS,
            """
            p: 0.80
              a: 2
              mti: 3
              length: 24
              imbalance: standard-deviation
              when-exhausted: again
              cluster: site\
            """);
    assertThat(plan(protocol).settings())
        .isEqualTo(
            new Settings(
                Optional.of("0.80"),
                Optional.of(3),
                Optional.of(2),
                Optional.of(24),
                Optional.of("standard-deviation"),
                Optional.of("again"),
                Optional.of("site")));
    var canonical = CanonicalProtocol.of(protocol);
    assertThat(canonical.json())
        .contains(
            "\"settings\":{\"chance\":\"0.80\",\"cluster\":\"site\",\"exhausted\":\"again\","
                + "\"imbalance\":\"standard-deviation\",\"length\":24,\"steepness\":2,"
                + "\"tolerated\":3}");
    assertThat(Protocols.fromCanonical(canonical.json())).isEqualTo(protocol);
  }

  @Test
  void a_weight_of_one_is_the_same_as_none() {
    var unsaid = with(SITE, SITE);
    assertThat(with(SITE, "{id: site, from: site, weight: 1}")).isEqualTo(unsaid);
    var heavy = with(SITE, "{id: site, from: site, weight: 2}");
    assertThat(plan(heavy).strata().getFirst().weight()).isEqualTo(2);
    assertThat(heavy.sha256()).isNotEqualTo(unsaid.sha256());
    assertThat(Protocols.fromCanonical(CanonicalProtocol.of(heavy).json())).isEqualTo(heavy);
  }

  @Test
  void a_slip_of_the_pen_is_answered_with_the_nearest_key() {
    var bundle = WholeStudy.with("study.yaml", BLOCKS, BLOCKS + "\n  when-exausted: wait");
    assertThat(BundleReader.read(bundle).findings())
        .extracting(Finding::sentence)
        .containsExactly(
            "Randomization has no key 'when-exausted'. Did you mean 'when-exhausted'?");
  }
}
