package org.attune.platform.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.attune.platform.token.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/configuration.md says exactly what a service reads from its environment. */
class ConfigurationPageTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `(ATTUNE_[A-Z_]+)` \\|.*\\|.*\\| (.+) \\|");
  private static final Pattern NAME = Pattern.compile("ATTUNE_[A-Z_]*[A-Z]");
  private static final String REQUIRED = "none, required";

  private static final KeyPair KEYS = Tokens.newKeyPair();

  private static final Map<String, String> LEAST =
      Map.of(
          "ATTUNE_DATABASE_URL", "jdbc:postgresql://127.0.0.1/attune",
          "ATTUNE_DATABASE_PASSWORD", "secret",
          "ATTUNE_KAFKA", "127.0.0.1:9092",
          "ATTUNE_PLATFORM_URL", "http://127.0.0.1:8080",
          "ATTUNE_SIGNING_KEY", Tokens.write(KEYS.getPrivate()),
          "ATTUNE_TRUSTED_KEYS",
              trusted("admin") + "," + trusted("enrollment") + "," + trusted("ema"));

  private static String trusted(String id) {
    return id + "=" + Tokens.write(KEYS.getPublic());
  }

  /** An environment that remembers what it was asked for. */
  private static final class Asked extends HashMap<String, String> {
    private static final long serialVersionUID = 1L;
    private final TreeSet<String> names = new TreeSet<>();

    Asked() {
      super(LEAST);
    }

    @Override
    public String get(Object name) {
      names.add(String.valueOf(name));
      return super.get(name);
    }

    @Override
    public String getOrDefault(Object name, String otherwise) {
      names.add(String.valueOf(name));
      return super.getOrDefault(name, otherwise);
    }
  }

  private static Path root() {
    var here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("docs/configuration.md"))) here = here.getParent();
    return here;
  }

  private static String page() throws IOException {
    return Files.readString(root().resolve("docs/configuration.md"));
  }

  /** Default by variable, in the order of names. */
  private static Map<String, String> documented() throws IOException {
    var rows = ROW.matcher(page());
    var documented = new TreeMap<String, String>();
    while (rows.find()) documented.put(rows.group(1), rows.group(2));
    return documented;
  }

  static Iterable<String> requiredNames() throws IOException {
    return documented().entrySet().stream()
        .filter(row -> row.getValue().equals(REQUIRED))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void the_page_lists_every_variable_that_is_read_and_no_other() throws IOException {
    var environment = new Asked();
    new Environment(environment).read("ema");
    assertThat(documented().keySet()).containsExactlyElementsOf(environment.names);
  }

  @Test
  void the_page_names_the_defaults() throws IOException {
    var config = new Environment(LEAST).read("ema").service();
    assertThat(documented())
        .containsEntry("ATTUNE_POOL_SIZE", Integer.toString(config.poolSize()))
        .containsEntry("ATTUNE_HTTP_PORT", Integer.toString(config.httpPort()))
        .containsEntry("ATTUNE_MANAGEMENT_PORT", Integer.toString(config.managementPort()))
        .containsEntry("ATTUNE_DATA_DIRECTORY", "`" + config.dataDirectory() + "`");
    assertThat(config.database().role())
        .isEqualTo(
            documented().get("ATTUNE_DATABASE_ROLE").replace("`", "").replace("<service>", "ema"));
    assertThat(page()).contains("connections, 1 to " + ServiceConfig.POOL_SIZE_MAX);
  }

  @ParameterizedTest
  @MethodSource("requiredNames")
  void a_required_variable_that_is_missing_is_named(String name) {
    var environment = new HashMap<>(LEAST);
    environment.remove(name);
    assertThatThrownBy(() -> new Environment(environment).read("ema"))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining(name);
  }

  @Test
  void the_page_names_what_the_front_door_reads() throws IOException {
    var names = NAME.matcher(Files.readString(root().resolve("attune")));
    var page = page();
    assertThat(names.results().map(found -> found.group()).distinct())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }
}
