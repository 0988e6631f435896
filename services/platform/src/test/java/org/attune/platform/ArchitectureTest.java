package org.attune.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What may know what. A new arrow here needs a decision record. */
class ArchitectureTest {
  private static final JavaClasses PLATFORM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.attune.platform");

  @Test
  void the_platform_knows_no_service() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.attune.studies",
            "org.attune.studies.domain..",
            "org.attune.enrollment..",
            "org.attune.randomization..",
            "org.attune.ema..",
            "org.attune.outcomes..",
            "org.attune.interventions..",
            "org.attune.analytics..",
            "org.attune.portal..",
            "org.attune.standalone..",
            "org.attune.testkit..")
        .check(PLATFORM);
  }

  @Test
  void nothing_reads_the_clock_or_draws_by_itself() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .check(PLATFORM);
  }

  @Test
  void routes_know_no_sql() {
    noClasses()
        .that()
        .resideInAPackage("..platform.http..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "..platform.log..", "..platform.consume..")
        .check(PLATFORM);
  }

  @Test
  void events_and_times_know_no_database_and_no_broker_client() {
    noClasses()
        .that()
        .resideInAnyPackage("..platform.event..", "..platform.time..", "..platform.entropy..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.apache.kafka.clients..", "io.vertx..")
        .check(PLATFORM);
  }

  @Test
  void only_the_service_package_composes() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..platform.service..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..platform.service..")
        .check(PLATFORM);
  }
}
