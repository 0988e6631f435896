package org.attune.randomization.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.attune.randomization.engine.AllocationConfiguration.ArmShare;
import org.attune.randomization.engine.AllocationConfiguration.Factor;

/**
 * The canonical text of a configuration: JSON with sorted keys, without white space, UTF-8 when
 * hashed. Two configurations have one text only if they are equal.
 */
public final class ConfigurationText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ConfigurationText() {}

  public static String write(AllocationConfiguration configuration) {
    return "{\"arms\":"
        + list(
            configuration.arms(),
            arm -> "{\"id\":%s,\"ratio\":%d}".formatted(text(arm.id()), arm.ratio()))
        + ",\"blockSizes\":"
        + list(configuration.blockSizes(), size -> Integer.toString(size))
        + ",\"engineVersion\":"
        + text(configuration.engineVersion())
        + ",\"method\":"
        + text(configuration.method())
        + ",\"strata\":"
        + list(
            configuration.strata(),
            factor ->
                "{\"id\":%s,\"levels\":%s}"
                    .formatted(text(factor.id()), list(factor.levels(), ConfigurationText::text)))
        + ",\"study\":"
        + text(configuration.study())
        + ",\"version\":"
        + configuration.version()
        + "}";
  }

  private static <T> String list(List<T> items, Function<T, String> write) {
    return "[" + String.join(",", items.stream().map(write).toList()) + "]";
  }

  private static String text(String text) {
    var out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') out.append('\\').append(c);
      else if (c < ' ') out.append("\\u%04x".formatted((int) c));
      else out.append(c);
    }
    return out.append('"').toString();
  }

  /**
   * The configuration with this text.
   *
   * @throws IllegalArgumentException if the text is not the canonical one of a configuration
   */
  public static AllocationConfiguration read(String text) {
    var configuration = parse(text);
    if (!write(configuration).equals(text)) {
      throw new IllegalArgumentException("the configuration is not in its canonical form");
    }
    return configuration;
  }

  private static AllocationConfiguration parse(String text) {
    try {
      var json = JSON.readTree(text);
      return new AllocationConfiguration(
          json.path("study").asText(),
          json.path("version").asInt(),
          json.path("method").asText(),
          items(json, "arms", a -> new ArmShare(a.path("id").asText(), a.path("ratio").asInt())),
          items(json, "blockSizes", JsonNode::asInt),
          items(
              json,
              "strata",
              f -> new Factor(f.path("id").asText(), items(f, "levels", JsonNode::asText))),
          json.path("engineVersion").asText());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the configuration is not JSON", e);
    }
  }

  private static <T> List<T> items(JsonNode json, String field, Function<JsonNode, T> read) {
    var items = new ArrayList<T>();
    for (var item : json.path(field)) items.add(read.apply(item));
    return items;
  }
}
