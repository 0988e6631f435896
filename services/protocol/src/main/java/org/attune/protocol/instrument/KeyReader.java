package org.attune.protocol.instrument;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads keys from JSON; docs/domain/instruments.md describes the form. */
final class KeyReader {
  private static final String STANDARD = "/org/attune/protocol/instruments.json";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private KeyReader() {}

  /**
   * @throws IllegalStateException if the build lacks the file
   * @throws IllegalArgumentException if a key contradicts itself
   */
  static List<Instrument> readStandard() {
    try (var in = KeyReader.class.getResourceAsStream(STANDARD)) {
      if (in == null) throw new IllegalStateException("no key library at " + STANDARD);
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Instrument> read(InputStream in) throws IOException {
    var instruments = new ArrayList<Instrument>();
    for (var node : JSON.readTree(in).required("instruments")) instruments.add(instrument(node));
    return instruments;
  }

  private static Instrument instrument(JsonNode node) {
    var code = node.required("code").textValue();
    var scales = new ArrayList<Scale>();
    for (var scale : node.required("scales")) scales.add(scale(code, scale));
    return new Instrument(
        code,
        node.required("name").textValue(),
        node.required("version").intValue(),
        node.required("items").intValue(),
        node.required("min").intValue(),
        node.required("max").intValue(),
        scales,
        node.path("attachment").booleanValue(),
        node.required("enabled").booleanValue(),
        node.required("citation").textValue(),
        node.required("licence").textValue(),
        node.required("verified").textValue(),
        Optional.ofNullable(node.path("caution").textValue()));
  }

  private static Scale scale(String instrument, JsonNode node) {
    return new Scale(
        instrument + "_" + node.required("code").textValue(),
        numbers(node.required("items")),
        Set.copyOf(numbers(node.path("reversed"))),
        Set.copyOf(numbers(node.path("subtracted"))),
        Scale.Method.valueOf(node.required("score").textValue().toUpperCase(Locale.ROOT)),
        node.path("factor").asInt(1));
  }

  private static List<Integer> numbers(JsonNode node) {
    var numbers = new ArrayList<Integer>();
    for (var number : node) numbers.add(number.intValue());
    return numbers;
  }
}
