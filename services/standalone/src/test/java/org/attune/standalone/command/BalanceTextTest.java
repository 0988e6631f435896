package org.attune.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** A balance as a person reads it: factors site and style, arms one and two. */
class BalanceTextTest {
  private static JsonObject cell(int allocations, String... levels) {
    var shared = new JsonObject();
    for (int i = 0; i < levels.length; i += 2) shared.put(levels[i], levels[i + 1]);
    return new JsonObject().put("levels", shared).put("allocations", allocations);
  }

  private static JsonObject arms(int one, int two) {
    return new JsonObject().put("one", one).put("two", two);
  }

  private static JsonObject balance() {
    return new JsonObject().put("study", "pilot").put("allocations", 12).put("target", 90);
  }

  private static String lines(String text) {
    return text.replace("\n", System.lineSeparator()).strip();
  }

  @Test
  void without_arms_it_has_the_total_of_each_stratum() {
    var strata =
        new JsonArray()
            .add(cell(3, "site", "s1", "style", "secure"))
            .add(cell(9, "site", "s10", "style", "secure"));
    assertThat(BalanceText.of(balance().put("strata", strata)).strip())
        .isEqualTo(
            lines(
                """
                pilot: 12 of 90 allocated
                                          allocated
                  all                            12
                  site=s1, style=secure           3
                  site=s10, style=secure          9
                """));
  }

  @Test
  void with_arms_it_has_them_side_by_side_and_each_level_too() {
    var stratum = cell(12, "site", "s1", "style", "secure").put("arms", arms(7, 5));
    var levels =
        new JsonArray()
            .add(cell(12, "site", "s1").put("arms", arms(7, 5)))
            .add(cell(12, "style", "secure").put("arms", arms(7, 5)));
    var balance =
        balance()
            .put("closed", "STUDY_CLOSED")
            .put("arms", arms(7, 5))
            .put("strata", new JsonArray().add(stratum))
            .put("levels", levels);
    assertThat(BalanceText.of(balance).strip())
        .isEqualTo(
            lines(
                """
                pilot: 12 of 90 allocated, closed
                                         allocated  one  two
                  all                           12    7    5
                  site=s1, style=secure         12    7    5
                  site=s1                       12    7    5
                  style=secure                  12    7    5
                """));
  }

  @Test
  void the_strata_of_a_single_factor_are_not_said_twice() {
    var strata = new JsonArray().add(cell(12, "site", "s1").put("arms", arms(7, 5)));
    var balance = balance().put("arms", arms(7, 5)).put("strata", strata).put("levels", strata);
    assertThat(BalanceText.of(balance)).containsOnlyOnce("site=s1");
  }
}
