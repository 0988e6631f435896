package org.attune.outcomes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What may know what in this service. */
class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.attune.outcomes..");

  @Test
  void the_domain_does_no_input_and_no_output() {
    noClasses()
        .that()
        .resideInAnyPackage("org.attune.outcomes.domain..", "org.attune.outcomes.answer..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "io.vertx..",
            "org.apache.kafka..",
            "org.attune.platform.data..",
            "org.attune.platform.log..",
            "org.attune.platform.http..")
        .check(ALL);
  }

  @Test
  void nothing_reads_a_clock_or_draws() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .check(ALL);
  }

  @Test
  void routes_hold_no_sql() {
    noClasses()
        .that()
        .resideInAPackage("org.attune.outcomes.api..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..")
        .check(ALL);
  }
}
