package org.attune.enrollment.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** To whom passkeys belong, by the public address. */
class RelyingPartyTest {
  @ParameterizedTest
  @CsvSource({
    "https://attune.example.org,      attune.example.org, https://attune.example.org",
    "https://Attune.Example.org:443,  attune.example.org, https://attune.example.org",
    "https://attune.example.org:8443, attune.example.org, https://attune.example.org:8443",
    "http://localhost:8080,           localhost,          http://localhost:8080",
    "http://127.0.0.1:8080,           localhost,          http://localhost:8080",
    "http://[::1]:80,                 localhost,          http://localhost",
  })
  void it_is_the_name_in_the_address_and_of_this_machine_localhost(
      String url, String id, String origin) {
    assertThat(RelyingParty.of(url)).contains(new RelyingParty(id, origin));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://192.0.2.7",
        "http://10.0.0.5:8080",
        "https://[2001:db8::1]",
        "http://attune_portal:8080"
      })
  void a_number_or_no_host_name_names_nobody(String url) {
    assertThat(RelyingParty.of(url)).isEmpty();
  }

  @Test
  void what_no_browser_says_says_nothing() {
    for (var text : new String[] {"", "AAAA", "bnVsbA", "W10", "eyJjaGFsbGVuZ2UiOjF9", "e"}) {
      assertThat(ClientData.read(text)).as(text).isEqualTo(new ClientData("", ""));
    }
  }
}
