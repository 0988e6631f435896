package org.attune.protocol.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The keys as shipped. */
class InstrumentLibraryTest {
  private static final InstrumentLibrary LIBRARY = InstrumentLibrary.standard();

  @Test
  void an_unknown_code_finds_nothing() {
    assertThat(LIBRARY.find("dass42")).isEmpty();
  }

  @Test
  void keys_that_are_not_verified_are_found_but_not_enabled() {
    assertThat(LIBRARY.all().stream().filter(key -> !key.enabled()).map(Instrument::code))
        .containsExactly("ecr_s", "fcs", "ffmq39");
    assertThat(LIBRARY.find("fcs")).isPresent();
    assertThat(LIBRARY.findEnabled("fcs")).isEmpty();
  }

  @Test
  void every_key_is_cited_and_its_licence_and_check_are_stated() {
    assertThat(LIBRARY.all())
        .hasSize(26)
        .allSatisfy(
            key -> {
              assertThat(key.citation()).isNotBlank();
              assertThat(key.licence()).isNotBlank();
              assertThat(key.verified()).isNotBlank();
            });
  }

  @Test
  void codes_fit_into_columns_of_every_statistics_package() {
    var codes = new HashSet<String>();
    for (var key : LIBRARY.all()) {
      assertThat(key.code()).matches("[a-z][a-z0-9_]{0,22}");
      for (var code : key.scoreCodes()) {
        assertThat(code).matches("[a-z][a-z0-9_]{0,31}");
        assertThat(codes.add(code)).as(code).isTrue();
      }
    }
  }

  @Test
  void every_enabled_key_has_scores_over_its_own_items_none_twice_in_a_scale() {
    for (var key : LIBRARY.all()) {
      if (!key.enabled()) continue;
      assertThat(key.scales()).as(key.code()).isNotEmpty();
      for (var scale : key.scales()) {
        assertThat(scale.items()).doesNotHaveDuplicates().allMatch(key::hasItem);
        assertThat(scale.items()).containsAll(scale.reversed()).containsAll(scale.subtracted());
        assertThat(scale.itemsMin()).isBetween(1, scale.items().size());
      }
    }
  }

  @Test
  void subscales_share_no_item_and_leave_out_fillers_only() {
    var fillers = Set.of(3, 7, 11, 16, 20, 24, 29, 33, 37); // ceas
    for (var key : LIBRARY.all()) {
      if (!key.enabled() || key.code().equals("rq") || key.code().equals("who5")) continue;
      var seen = new HashSet<Integer>();
      for (var scale : key.scales()) {
        boolean whole = scale.code().endsWith("_total") && key.scales().size() > 1;
        if (whole || scale.factor() > 1) continue;
        for (int item : scale.items()) assertThat(seen.add(item)).as(scale.code()).isTrue();
      }
      assertThat(seen).hasSize(key.items() - (key.code().equals("ceas") ? fillers.size() : 0));
      if (key.code().equals("ceas")) assertThat(seen).doesNotContainAnyElementsOf(fillers);
    }
  }

  @Test
  void ranges_are_the_published_ones() {
    var published =
        Map.ofEntries(
            Map.entry("scs26_total", List.of(1, 5)),
            Map.entry("ecr_r_anxiety", List.of(1, 7)),
            Map.entry("ecr_rs_avoidance", List.of(1, 7)),
            Map.entry("rq_self_model", List.of(-12, 12)),
            Map.entry("ceas_self_engagement", List.of(6, 60)),
            Map.entry("ceas_to_others_actions", List.of(4, 40)),
            Map.entry("phq9_total", List.of(0, 27)),
            Map.entry("phq2_total", List.of(0, 6)),
            Map.entry("gad7_total", List.of(0, 21)),
            Map.entry("panas_positive", List.of(10, 50)),
            Map.entry("ipanas_sf_negative", List.of(5, 25)),
            Map.entry("who5_total", List.of(0, 25)),
            Map.entry("who5_percent", List.of(0, 100)),
            Map.entry("ffmq15_observe", List.of(3, 15)),
            Map.entry("ffmq15_total", List.of(15, 75)),
            Map.entry("swls_total", List.of(5, 35)),
            Map.entry("pss10_total", List.of(0, 40)),
            Map.entry("ders16_total", List.of(16, 80)),
            Map.entry("ders18_total", List.of(18, 90)),
            Map.entry("dass21_stress", List.of(0, 21)),
            Map.entry("dass21_total", List.of(0, 63)),
            Map.entry("dass21_stress_x2", List.of(0, 42)),
            Map.entry("dass21_total_x2", List.of(0, 126)));
    published.forEach(
        (code, range) -> {
          var key =
              LIBRARY.all().stream()
                  .filter(candidate -> candidate.scale(code).isPresent())
                  .findFirst()
                  .orElseThrow();
          var scale = key.scale(code).orElseThrow();
          assertThat(List.of(key.least(scale), key.greatest(scale))).as(code).isEqualTo(range);
        });
  }

  @Test
  void the_page_about_instruments_states_every_score_and_range() throws IOException {
    var page = Files.readString(Path.of("../../docs/domain/instruments.md"));
    for (var key : LIBRARY.all()) {
      if (!key.enabled()) continue;
      var scores =
          key.scales().stream()
              .map(
                  scale ->
                      "`%s` %d to %d"
                          .formatted(
                              scale.code().substring(key.code().length() + 1),
                              key.least(scale),
                              key.greatest(scale)))
              .collect(Collectors.joining(" · "));
      assertThat(page)
          .contains(
              "| `%s` | %d, %d-%d | %s |"
                  .formatted(key.code(), key.items(), key.min(), key.max(), scores));
    }
  }

  @Test
  void dimensions_of_attachment_are_marked() {
    assertThat(LIBRARY.all().stream().filter(Instrument::attachment).map(Instrument::code))
        .containsExactly("ecr_r", "ecr", "ecr12", "ecr_s", "ecr_rs");
  }

  @Test
  void four_fifths_are_rounded_up() {
    assertThat(List.of("phq2_total", "swls_total", "phq9_total", "dass21_total", "scs26_total"))
        .map(InstrumentLibraryTest::itemsMin)
        .containsExactly(2, 4, 8, 17, 21);
  }

  @Test
  void a_key_that_contradicts_itself_is_refused_with_its_fault() {
    assertRefused("\"items\": [1, 1]", "scale x_a has an item twice");
    assertRefused("\"items\": []", "scale x_a has no items");
    assertRefused("\"items\": [1, 3]", "instrument x has no item 3");
    assertRefused(
        "\"items\": [1], \"reversed\": [2]", "scale x_a reverses an item it does not have");
    assertRefused("\"items\": [1], \"factor\": 2", "scale x_a multiplies a mean");
  }

  private static int itemsMin(String code) {
    return LIBRARY.all().stream()
        .flatMap(key -> key.scale(code).stream())
        .findFirst()
        .orElseThrow()
        .itemsMin();
  }

  private static void assertRefused(String scale, String fault) {
    var json =
        """
        {"instruments": [{"code": "x", "name": "X", "version": 1, "enabled": true, "items": 2,
          "min": 0, "max": 1, "citation": "c", "licence": "l", "verified": "v",
          "scales": [{"code": "a", "score": "mean", %s}]}]}
        """
            .formatted(scale);
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(fault);
  }

  private static List<Instrument> read(String json) throws IOException {
    return KeyReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }
}
