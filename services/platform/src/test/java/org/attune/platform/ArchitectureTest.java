package org.attune.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What is its own; the rules for all modules stand with the composition. */
class ArchitectureTest {
  private static final JavaClasses PLATFORM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.attune.platform");

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
