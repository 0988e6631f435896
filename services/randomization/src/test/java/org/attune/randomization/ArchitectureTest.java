package org.attune.randomization;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What may know what in randomization. A new arrow here needs a decision record. */
class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.attune.randomization");

  @Test
  void nothing_is_random_but_what_the_seed_says() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(RandomGenerator.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(SplittableRandom.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocalRandom.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(SecureRandom.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(StrictMath.class, "random")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .check(ALL);
  }

  @Test
  void the_engine_knows_digests_and_json_only() {
    classes()
        .that()
        .resideInAPackage("..engine..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "..randomization.engine..",
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
  void nobody_reads_a_clock() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
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
