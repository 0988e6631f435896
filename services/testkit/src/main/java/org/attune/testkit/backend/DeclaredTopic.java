package org.attune.testkit.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A topic as infra/topics.yaml declares it.
 *
 * @param partitions fixed for ever
 * @param config settings by Kafka's names, without those that depend on the number of replicas
 * @param writers services that write it, in order of the file
 * @param readers services that read it, in order of the file
 */
public record DeclaredTopic(
    String name,
    int partitions,
    Map<String, String> config,
    List<String> writers,
    List<String> readers) {
  private static final String FILE = "/infra/topics.yaml";
  private static final String EVERYBODY = "all";

  /** All topics, in order of the file. */
  public static List<DeclaredTopic> all() {
    try (var text = DeclaredTopic.class.getResourceAsStream(FILE)) {
      if (text == null) throw new IllegalStateException("no resource " + FILE);
      var file = map(new Load(LoadSettings.builder().build()).loadFromInputStream(text));
      var services = strings(file.get("services"));
      var defaults = map(file.get("defaults"));
      var topics = new ArrayList<DeclaredTopic>();
      for (var topic : list(file.get("topics"))) topics.add(of(map(topic), defaults, services));
      return List.copyOf(topics);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DeclaredTopic of(
      Map<String, Object> topic, Map<String, Object> defaults, List<String> services) {
    var config = new TreeMap<String, String>();
    map(defaults.get("config")).forEach((name, value) -> config.put(name, value.toString()));
    if (topic.containsKey("config")) {
      map(topic.get("config")).forEach((name, value) -> config.put(name, value.toString()));
    }
    var partitions = topic.getOrDefault("partitions", defaults.get("partitions"));
    return new DeclaredTopic(
        String.valueOf(topic.get("name")),
        Integer.parseInt(String.valueOf(partitions)),
        config,
        named(topic.get("write"), services),
        named(topic.get("read"), services));
  }

  private static List<String> named(@Nullable Object value, List<String> services) {
    if (EVERYBODY.equals(value)) return services;
    return value instanceof String one ? List.of(one) : strings(value);
  }

  private static List<String> strings(@Nullable Object value) {
    return list(value).stream().map(String::valueOf).toList();
  }

  private static List<?> list(@Nullable Object value) {
    if (value instanceof List<?> list) return list;
    throw new IllegalStateException(FILE + " has " + value + " where a list must be");
  }

  private static Map<String, Object> map(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalStateException(FILE + " has " + value + " where names must be");
    }
    var named = new TreeMap<String, Object>();
    map.forEach((name, each) -> named.put(String.valueOf(name), each));
    return named;
  }
}
