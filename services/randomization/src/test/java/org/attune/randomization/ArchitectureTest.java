package org.attune.randomization;

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
          .importPackages("org.attune.randomization");

  @Test
  void the_engine_knows_designs_digests_and_json_only() {
    classes()
        .that()
        .resideInAPackage("..engine..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "..randomization.engine..",
            "..randomization.design..",
            "org.attune.platform.entropy..",
            "com.fasterxml.jackson..",
            "java.lang..",
            "java.math..",
            "java.nio..",
            "java.util..",
            "org.jspecify..")
        .check(ALL);
  }

  @Test
  void the_domain_does_no_input_or_output_and_knows_no_seed() {
    classes()
        .that()
        .resideInAPackage("..randomization.domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "..randomization.domain..",
            "org.attune.protocol..",
            "org.attune.platform.study..",
            "java.lang..",
            "java.util..",
            "java.time..",
            "org.jspecify..")
        .check(ALL);
  }

  @Test
  void comparing_designs_does_no_input_or_output_and_knows_no_list_of_a_study() {
    classes()
        .that()
        .resideInAPackage("..randomization.compare..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "..randomization.compare..",
            "..randomization.design..",
            "org.attune.platform.entropy..",
            "java.lang..",
            "java.math..",
            "java.nio",
            "java.nio.charset..",
            "java.security..",
            "java.util..",
            "org.jspecify..")
        .check(ALL);
  }

  @Test
  void requests_reach_neither_tables_nor_seeds() {
    noClasses()
        .that()
        .resideInAPackage("..api..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..store..", "..engine..", "java.sql..")
        .check(ALL);
  }
}
