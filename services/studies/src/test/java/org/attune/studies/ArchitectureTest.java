package org.attune.studies;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What may know what in studies. A new arrow here needs a decision record. */
class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.attune.studies");

  @Test
  void the_domain_does_no_input_or_output() {
    classes()
        .that()
        .resideInAPackage("org.attune.studies.domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.attune.studies.domain..",
            "org.attune.protocol..",
            "org.attune.platform.study..",
            "java.lang..",
            "java.util..",
            "java.time..",
            "org.jspecify..")
        .check(ALL);
  }

  @Test
  void nobody_reads_a_clock() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(ALL);
  }
}
