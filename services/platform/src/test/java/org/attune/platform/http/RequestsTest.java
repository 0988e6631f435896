package org.attune.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a request may say. */
class RequestsTest {
  private static JsonObject at(Object instant) {
    return new JsonObject().put("at", instant);
  }

  /**
   * The sentence says which field it is about and what is wrong.
   *
   * @param given shown if it is not refused
   */
  private static void assertRefused(
      ThrowingCallable reading, String field, String says, String given) {
    assertThatThrownBy(reading)
        .as(given)
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> {
              assertThat(e.field()).isEqualTo(field);
              assertThat(e.detail()).contains(says);
            });
  }

  @Test
  void an_instant_lies_within_years_that_everybody_can_count_in() {
    for (var text : List.of("1970-01-01T00:00:00Z", "2199-12-31T23:59:59.999999999Z")) {
      assertThat(Requests.instant(at(text), "at")).isEqualTo(Instant.parse(text));
    }
    for (var text :
        List.of(
            "1969-12-31T23:59:59Z",
            "2200-01-01T00:00:00Z",
            Instant.MIN.toString(),
            Instant.MAX.toString())) {
      assertRefused(() -> Requests.instant(at(text), "at"), "at", "from 1970 through 2199", text);
    }
  }

  @Test
  void a_body_is_an_object_in_which_no_field_stands_twice() {
    var twice = List.of("{\"a\":1,\"a\":2}", "{\"items\":[{\"item\":\"x\",\"item\":\"y\"}]}");
    for (var text : twice) {
      assertRefused(() -> Requests.object(Buffer.buffer(text)), "body", "stands twice", text);
    }
    for (var text : List.of("", "[]", "null", "1", "{", "{} {}", "{\"a\":1}x")) {
      assertRefused(() -> Requests.object(Buffer.buffer(text)), "body", "a JSON object", text);
    }
    assertRefused(() -> Requests.object(null), "body", "a JSON object", "nothing");
    var text = "{\"a\":[{\"b\":1},{\"b\":2.5}],\"c\":{\"a\":null},\"d\":12345678901}";
    assertThat(Requests.object(Buffer.buffer(text))).isEqualTo(new JsonObject(text));
  }

  @Test
  void a_zone_is_one_that_other_tools_know() {
    for (var zone : List.of("Europe/Madrid", "Asia/Calcutta", "Etc/GMT+12", "EST5EDT")) {
      assertThat(Requests.zone(at(zone), "at").getId()).isEqualTo(zone);
    }
    for (var zone : List.of("SystemV/AST4", "UTC+1", "europe/madrid", "Z")) {
      assertThatThrownBy(() -> Requests.zone(at(zone), "at"))
          .as(zone)
          .isInstanceOf(InvalidRequestException.class);
    }
  }

  @Test
  void what_is_no_instant_is_refused() {
    for (var value : List.of("yesterday", 5, true, new JsonObject())) {
      assertThatThrownBy(() -> Requests.instant(at(value), "at"))
          .isInstanceOf(InvalidRequestException.class);
    }
  }

  @Test
  void half_of_a_surrogate_pair_is_no_character_and_a_whole_one_is() {
    Requests.keepable("", new JsonObject("{\"name\":\"a \\ud83d\\ude42 b\"}"));
    for (var half : List.of("a\\ud83d", "\\ude42", "\\ude42\\ud83d")) {
      var body = new JsonObject("{\"items\":[{\"text\":\"" + half + "\"}]}");
      assertRefused(() -> Requests.keepable("", body), "items[0].text", "surrogate", half);
    }
  }
}
