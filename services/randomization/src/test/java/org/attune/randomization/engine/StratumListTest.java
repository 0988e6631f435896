package org.attune.randomization.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.attune.randomization.engine.AllocationConfiguration.ArmShare;
import org.attune.randomization.engine.AllocationConfiguration.Factor;
import org.junit.jupiter.api.Test;

/**
 * The list of a seed. The expected lists were derived outside this code, by a script that follows
 * docs/domain/randomization.md; the seed is the bytes 0 to 31, arms 2:1:1, blocks of 4 or 8.
 */
class StratumListTest {
  private static final AllocationConfiguration CONFIGURATION =
      Lists.stratified(Lists.twoOneOne(), List.of(4, 8));

  @Test
  void the_list_is_the_one_that_the_page_on_randomization_describes() {
    var places = Lists.first(16, Lists.counting(), CONFIGURATION, "s1|secure");
    assertThat(places.stream().map(Allocation::arm))
        .containsExactly(
            "abct tau mbsr abct abct mbsr tau abct mbsr abct abct tau abct tau abct mbsr"
                .split(" "));
    assertThat(places.stream().map(Allocation::blockSize))
        .containsExactly(4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 8, 8, 8, 8);
    assertThat(places.getFirst().draw())
        .isEqualTo("6fef6d8fc6125d7ab6d920fced7145cb7fa53f4f8e242d1653ded8a6cbc3e51b");
  }

  @Test
  void another_stratum_has_a_list_of_its_own() {
    var places = Lists.first(16, Lists.counting(), CONFIGURATION, "");
    assertThat(places.stream().map(Allocation::arm))
        .containsExactly(
            "mbsr mbsr abct abct abct tau tau abct abct tau abct abct mbsr tau mbsr abct"
                .split(" "));
    assertThat(places.getFirst().draw())
        .isEqualTo("941e97a5c78f4df7582e1a6cca1dded9c2d3b6915456ba760b13498f5f306340");
  }

  @Test
  void the_commitment_is_the_hash_of_seed_and_canonical_configuration() {
    assertThat(ConfigurationText.write(CONFIGURATION))
        .isEqualTo(
            """
            {"arms":[{"id":"abct","ratio":2},{"id":"mbsr","ratio":1},{"id":"tau","ratio":1}],\
            "blockSizes":[4,8],"engineVersion":"blocks-1","method":"stratified-blocks",\
            "strata":[{"id":"site","levels":[]},{"id":"attachment","levels":["secure","insecure"]}],\
            "study":"example","version":1}\
            """);
    assertThat(Commitment.of(Lists.counting(), CONFIGURATION))
        .isEqualTo("0290669f8dcfce17262163d91c5dc59664b68e146cb5e237006c24bbe32efabc");
  }

  @Test
  void a_configuration_is_read_back_as_it_was_written() {
    var text = ConfigurationText.write(CONFIGURATION);
    assertThat(ConfigurationText.read(text)).isEqualTo(CONFIGURATION);
    assertThatThrownBy(() -> ConfigurationText.read(text.replace(":4", ": 4").replace("[4", "[ 4")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ConfigurationText.read("no"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_configuration_that_gives_no_list_is_refused() {
    assertThatThrownBy(() -> Lists.stratified(Lists.twoOneOne(), List.of(6)))
        .hasMessageContaining("multiples of 4");
    assertThatThrownBy(() -> Lists.stratified(List.of(new ArmShare("a", 1)), List.of(4)))
        .hasMessageContaining("arms");
    assertThatThrownBy(() -> Lists.stratified(Lists.twoOneOne(), List.of()))
        .hasMessageContaining("block sizes");
    assertThatThrownBy(() -> configuration("minimisation", List.of()))
        .hasMessageContaining("engine designs-1");
    assertThatThrownBy(() -> configuration("stratified-blocks", List.of()))
        .hasMessageContaining("strata");
    assertThatThrownBy(
            () -> configuration("stratified-blocks", List.of(new Factor("a", List.of("x|y")))))
        .hasMessageContaining("levels");
  }

  private static AllocationConfiguration configuration(String method, List<Factor> strata) {
    return AllocationConfiguration.ofBlocks(
        "example", 1, method, Lists.twoOneOne(), List.of(4), strata);
  }

  @Test
  void a_stratum_is_its_levels_and_unknown_levels_are_none() {
    assertThat(CONFIGURATION.stratum(List.of("s1", "secure"))).isEqualTo("s1|secure");
    assertThatThrownBy(() -> CONFIGURATION.stratum(List.of("s1", "anxious")))
        .hasMessageContaining("attachment");
    assertThatThrownBy(() -> CONFIGURATION.stratum(List.of("s1"))).hasMessageContaining("2 levels");
  }
}
