package org.attune.enrollment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
          .importPackages("org.attune.enrollment");

  @Test
  void the_domain_knows_only_the_jdk() {
    classes()
        .that()
        .resideInAPackage("org.attune.enrollment.domain")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.attune.enrollment.domain",
            "java.lang..",
            "java.util..",
            "java.time..",
            "org.jspecify..")
        .check(ALL);
  }

  @Test
  void http_does_not_reach_into_tables() {
    noClasses()
        .that()
        .resideInAPackage("org.attune.enrollment.api")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.attune.enrollment.vault")
        .check(ALL);
  }

  @Test
  void only_those_who_send_or_collect_know_the_vault() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.attune.enrollment",
            "org.attune.enrollment.vault",
            "org.attune.enrollment.command",
            "org.attune.enrollment.delivery")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.attune.enrollment.vault")
        .check(ALL);
  }
}
