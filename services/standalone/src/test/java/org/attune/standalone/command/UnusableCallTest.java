package org.attune.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that cannot be carried out as typed: exit 2, the option, and what to type instead. */
class UnusableCallTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          up --port -1                                  | --port must be 0 to 65535.
          demo --port 65536                             | --port must be 0 to 65535.
          alerts study --url ftp://x --key k            | 'ftp://x' is no address such as
          alerts study --url trial.example.org --key k  | 'trial.example.org' is no address such as
          alerts study --url http:// --key k            | 'http://' is no address such as
          erasure study ann                             | 'ann' is no id such as
          erasure study 1-1-1-1-1                       | '1-1-1-1-1' is no id such as
          """)
  void says_what_to_type(String call, String said) {
    var out = new StringWriter();
    var line = Attune.line().setErr(new PrintWriter(out)).setOut(new PrintWriter(out));
    assertThat(line.execute(call.split(" "))).as(out.toString()).isEqualTo(Attune.UNUSABLE);
    assertThat(out.toString().lines().findFirst().orElseThrow())
        .contains(said)
        .doesNotContain("java.");
  }
}
