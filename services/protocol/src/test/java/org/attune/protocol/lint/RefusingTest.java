package org.attune.protocol.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.canonical.Protocols;
import org.attune.protocol.model.Protocol;
import org.junit.jupiter.api.Test;

/** What a consent form says of those who signed an earlier version and refuse this one. */
class RefusingTest {
  private static final String END = "late-use:";

  private static Bundle saying(String line) {
    return SmallStudy.but("consent/consent.yaml", END, line + END);
  }

  private static Protocol read(String line) {
    return BundleReader.read(saying(line)).protocol().orElseThrow();
  }

  @Test
  void it_is_part_of_the_protocol_where_it_ends_taking_part_and_changes_nothing_else() {
    var leaving = read("refusing: leave\n");
    assertThat(leaving.consentForm().refusingLeaves()).isTrue();
    var written = CanonicalProtocol.of(leaving);
    assertThat(Protocols.fromCanonical(written.json()).consentForm())
        .isEqualTo(leaving.consentForm());
    assertThat(read("refusing: keep\n").consentForm().refusingLeaves()).isFalse();
    assertThat(CanonicalProtocol.of(read("refusing: keep\n")))
        .isEqualTo(CanonicalProtocol.of(read("")))
        .isNotEqualTo(written);
  }

  @Test
  void there_are_two_words_for_it() {
    assertThat(Linter.lint(saying("refusing: stay\n")).findings())
        .extracting(Finding::code)
        .contains("unknown-value");
  }
}
