package org.attune.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The study language is pure: it knows no other module, no clock and no chance. */
class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.attune.protocol");

  @Test
  void it_knows_no_other_module() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.attune.platform..",
            "org.attune.studies..",
            "org.attune.enrollment..",
            "org.attune.randomization..",
            "org.attune.ema..",
            "org.attune.outcomes..",
            "org.attune.interventions..",
            "org.attune.analytics..",
            "io.vertx..",
            "org.apache.kafka..",
            "java.sql..")
        .check(ALL);
  }

  @Test
  void it_reads_no_clock_and_draws_nothing() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(SecureRandom.class)
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .check(ALL);
  }

  @Test
  void only_reading_a_bundle_touches_files() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.attune.protocol.bundle.Bundle")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Files.class)
        .check(ALL);
  }

  @Test
  void the_model_knows_only_the_jdk() {
    noClasses()
        .that()
        .resideInAPackage("..model..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("..model..", "java..", "org.jspecify..")
        .check(ALL);
  }
}
