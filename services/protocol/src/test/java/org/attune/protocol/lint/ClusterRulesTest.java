package org.attune.protocol.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sites that are allocated as a whole: how many there are, and what does not count for them. */
class ClusterRulesTest {
  private static final String CLUSTERED = "method: simple, cluster: site";

  /** Sites after the first have nobody in contacts.yaml. */
  private static List<String> codes(RandomizedStudy study) {
    return study.codes().stream().filter(code -> !code.equals("contact-missing")).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "1, clusters-too-few",
    "2, clusters-few",
    "7, clusters-few",
    "8,",
  })
  void two_arms_need_two_sites_and_want_eight(int sites, String code) {
    var found = codes(RandomizedStudy.by(CLUSTERED).sites(sites));
    assertThat(found).isEqualTo(code == null ? List.of() : List.of(code));
  }

  @Test
  void every_arm_counts() {
    var two = RandomizedStudy.by(CLUSTERED).ratio(1, 1, 1).sites(2);
    assertThat(two.errors()).containsExactly("clusters-too-few");
    var three = RandomizedStudy.by(CLUSTERED).ratio(1, 1, 1).sites(3);
    assertThat(three.codes()).contains("clusters-few");
    var twelve = RandomizedStudy.by(CLUSTERED).ratio(1, 1, 1).sites(12);
    assertThat(twelve.codes()).doesNotContain("clusters-few", "clusters-too-few");
  }

  @Test
  void people_of_several_sites_want_a_stratum_and_whole_sites_do_not() {
    assertThat(codes(RandomizedStudy.by("method: simple").sites(8)))
        .containsExactly("site-stratum-missing");
    assertThat(codes(RandomizedStudy.by(CLUSTERED).sites(8))).isEmpty();
  }

  @Test
  void a_target_of_people_is_not_shared_between_whole_sites() {
    assertThat(codes(RandomizedStudy.by("method: simple").target(59)))
        .containsExactly("target-uneven");
    assertThat(codes(RandomizedStudy.by(CLUSTERED).sites(8).target(59))).isEmpty();
  }

  @Test
  void lists_hold_sites_and_not_people() {
    var keys = "method: maximal, mti: 2, when-exhausted: wait, cluster: site, length: ";
    assertThat(codes(RandomizedStudy.by(keys + 8).sites(8))).isEmpty();
    assertThat(codes(RandomizedStudy.by(keys + 6).sites(8))).containsExactly("list-too-short");
    assertThat(codes(RandomizedStudy.by("method: big-stick, cluster: site, mti: 8").sites(8)))
        .containsExactly("tolerance-not-binding");
  }

  @Test
  void a_whole_site_has_all_its_people_in_one_arm() {
    var groups = SmallStudy.with("group-minimum-unreachable").files(); // 40 of 60 at one site
    assertThat(found(groups)).containsExactly("group-minimum-unreachable");
    var whole = new TreeMap<>(groups);
    whole.computeIfPresent(
        "study.yaml", (_, text) -> text.replace("  when:", "  cluster: site\n  when:"));
    assertThat(found(whole)).containsExactly("setting-ignored");
  }

  private static List<String> found(Map<String, String> files) {
    return Linter.lint(new Bundle(files)).findings().stream().map(Finding::code).toList();
  }

  @Test
  void only_sites_are_clusters() {
    assertThat(RandomizedStudy.by("method: simple, cluster: therapist").codes())
        .containsExactly("unknown-value");
  }
}
