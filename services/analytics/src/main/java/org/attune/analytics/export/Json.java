package org.attune.analytics.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON documents of a package: indented by two spaces, lines ended by LF. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

  private Json() {}

  /** Maps, lists, texts, numbers and booleans as a document. */
  static String text(Object value) {
    try {
      var printer = new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT);
      return MAPPER.writer(printer).writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not a document", e);
    }
  }

  /** A text as a JSON value. */
  static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not a document", e);
    }
  }

  /** The elements of a JSON array. */
  static java.util.List<?> list(String json) {
    try {
      return MAPPER.readValue(json, java.util.List.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not a list", e);
    }
  }
}
