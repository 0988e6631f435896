package org.attune.portal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What is its own; the rules for all modules stand with the composition. */
class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.attune.portal");

  @Test
  void the_portal_keeps_nothing() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "org.apache.kafka..",
            "org.attune.platform.data..",
            "org.attune.platform.log..")
        .check(ALL);
  }

  @Test
  void files_know_nothing_of_sessions() {
    noClasses()
        .that()
        .resideInAPackage("org.attune.portal.files")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.attune.portal.session")
        .check(ALL);
  }
}
