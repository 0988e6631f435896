package org.attune.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What is its own; the rules for all modules stand with the composition. */
class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.attune.protocol");

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
