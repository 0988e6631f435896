package org.attune.randomization.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.attune.randomization.engine.AllocationConfiguration.ArmShare;
import org.attune.randomization.engine.AllocationConfiguration.Factor;

/**
 * The canonical text of a configuration: JSON with sorted keys, without white space, UTF-8 when
 * hashed. Two configurations have one text only if they are equal.
 */
public final class ConfigurationText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ConfigurationText() {}

  /** The text; what a configuration does not have is not in it. */
  public static String write(AllocationConfiguration configuration) {
    var fields = new TreeMap<String, String>();
    fields.put("arms", list(configuration.arms(), ConfigurationText::arm));
    fields.put("blockSizes", list(configuration.blockSizes(), size -> Integer.toString(size)));
    configuration.cluster().ifPresent(cluster -> fields.put("cluster", text(cluster)));
    fields.put("engineVersion", text(configuration.engineVersion()));
    if (!configuration.list().isEmpty()) {
      fields.put("list", list(configuration.list(), ConfigurationText::place));
    }
    fields.put("method", text(configuration.method()));
    if (!configuration.settings().isEmpty()) {
      fields.put("settings", object(new TreeMap<>(configuration.settings())));
    }
    fields.put("strata", list(configuration.strata(), ConfigurationText::factor));
    fields.put("study", text(configuration.study()));
    fields.put("version", Integer.toString(configuration.version()));
    return object(fields, UnaryOperator.identity());
  }

  /** Places of a list in the same form. */
  public static String write(List<ListedPlace> places) {
    return list(places, ConfigurationText::place);
  }

  /**
   * The places with this text.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static List<ListedPlace> readPlaces(String text) {
    try {
      var places = new ArrayList<ListedPlace>();
      for (var place : JSON.readTree(text)) places.add(place(place));
      return places;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the list is not JSON", e);
    }
  }

  private static ListedPlace place(JsonNode json) {
    return new ListedPlace(json.path(0).asText(), json.path(1).asText());
  }

  private static String arm(ArmShare arm) {
    return "{\"id\":%s,\"ratio\":%d}".formatted(text(arm.id()), arm.ratio());
  }

  private static String place(ListedPlace place) {
    return "[%s,%s]".formatted(text(place.arm()), text(place.stratum()));
  }

  private static String factor(Factor factor) {
    var fields = new TreeMap<String, String>();
    fields.put("id", text(factor.id()));
    fields.put("levels", list(factor.levels(), ConfigurationText::text));
    if (factor.weight() != AllocationConfiguration.WEIGHT) {
      fields.put("weight", Integer.toString(factor.weight()));
    }
    return object(fields, UnaryOperator.identity());
  }

  private static String object(SortedMap<String, String> texts) {
    return object(texts, ConfigurationText::text);
  }

  private static String object(SortedMap<String, String> fields, UnaryOperator<String> write) {
    var written = new ArrayList<String>();
    fields.forEach((name, value) -> written.add(text(name) + ":" + write.apply(value)));
    return "{" + String.join(",", written) + "}";
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
              items(
                  json, "arms", a -> new ArmShare(a.path("id").asText(), a.path("ratio").asInt())),
              items(json, "blockSizes", JsonNode::asInt),
              items(json, "strata", ConfigurationText::factor),
              settings(json),
              items(json, "list", ConfigurationText::place),
              Optional.ofNullable(json.path("cluster").textValue()),
              json.path("engineVersion").asText())
          .checked();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the configuration is not JSON", e);
    }
  }

  private static Factor factor(JsonNode json) {
    return new Factor(
        json.path("id").asText(),
        items(json, "levels", JsonNode::asText),
        json.path("weight").asInt(AllocationConfiguration.WEIGHT));
  }

  private static Map<String, String> settings(JsonNode json) {
    var settings = new TreeMap<String, String>();
    json.path("settings")
        .properties()
        .forEach(e -> settings.put(e.getKey(), e.getValue().asText()));
    return settings;
  }

  private static <T> List<T> items(JsonNode json, String field, Function<JsonNode, T> read) {
    var items = new ArrayList<T>();
    for (var item : json.path(field)) items.add(read.apply(item));
    return items;
  }
}
