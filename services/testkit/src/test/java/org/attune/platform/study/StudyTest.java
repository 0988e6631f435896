package org.attune.platform.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.model.Protocol;
import org.attune.testkit.harness.NextVersion;
import org.junit.jupiter.api.Test;

/** Which version holds: 2 from 3 March, 3 from 5 March with another form, 4 from 7 March. */
class StudyTest {
  private static final Protocol ONE =
      BundleReader.read(Bundle.read(Path.of("../../docs/studies/kindness-pilot")))
          .protocol()
          .orElseThrow();
  private static final Protocol TWO = NextVersion.of(ONE, march(3)).sealed();
  private static final Protocol THREE = NextVersion.of(TWO, march(5)).consentAgain().sealed();
  private static final Protocol FOUR = NextVersion.of(THREE, march(7)).sealed();
  private static final int FORM = ONE.consentForm().version();

  private static LocalDate march(int day) {
    return LocalDate.of(2027, 3, day);
  }

  private static int holding(int pinned, int signed, LocalDate date) {
    var versions = new TreeMap<Integer, Protocol>();
    for (var version : List.of(ONE, TWO, THREE, FOUR)) versions.put(version.version(), version);
    return new Study("pilot", StudyStatus.OPEN, versions, 40, true, Instant.EPOCH)
        .holding(pinned, signed, date)
        .version();
  }

  @Test
  void a_version_holds_from_its_date_on() {
    assertThat(holding(1, FORM, march(2))).isEqualTo(1);
    assertThat(holding(1, FORM, march(3))).isEqualTo(2);
    assertThat(holding(1, FORM + 1, march(4))).as("signed before").isEqualTo(2);
    assertThat(holding(1, FORM + 1, march(5))).isEqualTo(3);
    assertThat(holding(1, FORM + 1, march(8))).isEqualTo(4);
  }

  @Test
  void without_the_signature_the_one_before_holds() {
    assertThat(holding(1, FORM, march(5))).isEqualTo(2);
    assertThat(holding(1, FORM, march(8))).isEqualTo(2);
  }

  @Test
  void nobody_goes_back_behind_the_version_they_came_in_under() {
    assertThat(holding(3, FORM + 1, march(1))).isEqualTo(3);
  }
}
