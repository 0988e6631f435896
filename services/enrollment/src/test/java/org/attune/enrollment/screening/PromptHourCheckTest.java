package org.attune.enrollment.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.attune.enrollment.domain.Hours.Fit;
import org.attune.platform.http.InvalidRequestException;
import org.attune.protocol.model.Protocol;
import org.junit.jupiter.api.Test;

/** Which hours a study can live with: prompts at 12:30 and 19:30, quiet from 22:00 until 08:00. */
class PromptHourCheckTest {
  private final Protocol protocol = Studies.read("kindness-pilot");

  private Fit fit(String from, String until) {
    return PromptHourCheck.judge(protocol, "hours", from, until).fit();
  }

  @Test
  void hours_hold_the_days_prompts_and_stay_out_of_quiet_hours() {
    assertThat(fit("08:00", "22:00")).isEqualTo(Fit.FITS);
    assertThat(fit("12:30", "19:31")).isEqualTo(Fit.FITS);
    assertThat(fit("12:30", "19:30")).isEqualTo(Fit.TOO_NARROW);
    assertThat(fit("07:59", "22:00")).isEqualTo(Fit.TOO_WIDE);
    assertThat(fit("08:00", "00:00")).isEqualTo(Fit.TOO_WIDE);
  }

  @Test
  void what_is_no_time_is_refused_with_its_place() {
    refused("hours.from", "8:00", "22:00");
    refused("hours.until", "08:00", "24:30");
    refused("hours.until", "08:00", "24:00");
    refused("hours", "22:00", "08:00");
  }

  private void refused(String field, String from, String until) {
    assertThatThrownBy(() -> fit(from, until))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo(field));
  }
}
