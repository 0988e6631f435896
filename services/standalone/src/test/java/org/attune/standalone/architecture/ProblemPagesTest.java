package org.attune.standalone.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.attune.analytics.export.ExportRefusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is refused finds the reason explained. */
class ProblemPagesTest {
  private static final Path PAGE = Path.of("../../docs/problems.md");

  static Stream<Enum<?>> refusals() {
    return List.<Class<? extends Enum<?>>>of(
            org.attune.studies.domain.Refusal.class,
            org.attune.enrollment.domain.Refusal.class,
            org.attune.enrollment.paper.Unprintable.class,
            org.attune.randomization.domain.Refusal.class,
            org.attune.ema.domain.Refusal.class,
            org.attune.outcomes.domain.Refusal.class,
            org.attune.interventions.domain.Refusal.class,
            ExportRefusal.class)
        .stream()
        .flatMap(type -> Stream.of(type.getEnumConstants()));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void every_refusal_has_a_heading(Enum<?> refusal) throws IOException {
    assertThat(headings()).contains(refusal.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static Set<String> headings() throws IOException {
    var headings = new HashSet<String>();
    for (var line : Files.readAllLines(PAGE)) {
      if (line.startsWith("### ")) headings.add(line.substring(4));
    }
    return headings;
  }
}
