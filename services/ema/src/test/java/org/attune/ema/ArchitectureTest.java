package org.attune.ema;

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
          .importPackages("org.attune.ema");

  @Test
  void rules_and_plans_know_only_the_jdk_and_the_study_language() {
    classes()
        .that()
        .resideInAnyPackage("org.attune.ema.domain", "org.attune.ema.plan")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.attune.ema.domain",
            "org.attune.ema.plan",
            "org.attune.protocol..",
            "java.lang..",
            "java.util..",
            "java.time..",
            "org.jspecify..")
        .check(ALL);
  }

  @Test
  void http_does_not_reach_into_the_store() {
    noClasses()
        .that()
        .resideInAPackage("..api..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.attune.ema.store", "java.sql..")
        .check(ALL);
  }
}
