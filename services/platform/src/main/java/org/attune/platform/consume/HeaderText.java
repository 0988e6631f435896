package org.attune.platform.consume;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;

/** Kafka headers as a JSON object; our headers are all text. */
final class HeaderText {
  private HeaderText() {}

  static String write(Headers headers) {
    var json = new JsonObject();
    for (var header : headers) {
      json.put(
          header.key(),
          header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
    }
    return json.encode();
  }

  static Map<String, String> read(String text) {
    var headers = new LinkedHashMap<String, String>();
    for (var entry : new JsonObject(text)) headers.put(entry.getKey(), entry.getValue().toString());
    return headers;
  }
}
