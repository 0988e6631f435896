package org.attune.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.attune.platform.http.Access;
import org.attune.platform.http.ServiceRoutes.Declared;
import org.attune.platform.service.Backends;
import org.attune.platform.service.ServiceRuntime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/access.md has every route of every service, who may use it and whether that is recorded. A
 * route that is not there fails; {@code -Dgolden=write} writes the table, to be read as a diff.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AccessPageIT {
  private static final Path PAGE = Path.of("../../docs/access.md");
  private static final String BEGIN = "<!-- tables: written by AccessPageIT -->\n";

  @TempDir Path directory;

  @Test
  void the_page_has_every_route_and_who_may_use_it() throws IOException {
    var text = Files.readString(PAGE);
    var head = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
    var tables = new StringBuilder();
    var options = new PlatformOptions(directory.resolve("data"), PlatformKind.UP, 0);
    try (var platform = Platform.start(options, Backends.live())) {
      for (var runtime : platform.runtimes()) table(tables, runtime);
    }
    if ("write".equals(System.getProperty("golden"))) Files.writeString(PAGE, head + tables);
    assertThat(Files.readString(PAGE)).isEqualTo(head + tables);
  }

  private static void table(StringBuilder text, ServiceRuntime runtime) {
    text.append("\n## ").append(runtime.name()).append("\n\n");
    text.append("| route | who | restricted read |\n|---|---|---|\n");
    for (var route : runtime.routes().declared()) text.append(row(route));
  }

  private static String row(Declared route) {
    return "| `%s` | %s | %s |\n"
        .formatted(route.name(), who(route.access()), route.access().restriction().when());
  }

  private static String who(Access access) {
    if (access.open()) return "anybody";
    var roles =
        access.roles().stream()
            .map(role -> role.name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .sorted()
            .collect(Collectors.joining(", "));
    if (!access.self()) return roles;
    return roles.isEmpty() ? "the participant" : "the participant, " + roles;
  }
}
