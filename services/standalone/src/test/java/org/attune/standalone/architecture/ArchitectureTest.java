package org.attune.standalone.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What may know what, in all modules; a module's own test says only what is its own. A new arrow
 * here needs a decision record in docs/decisions.
 */
class ArchitectureTest {
  private static final List<String> SERVICES =
      List.of(
          "studies",
          "enrollment",
          "randomization",
          "ema",
          "outcomes",
          "interventions",
          "analytics",
          "portal");

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.attune");

  static List<String> services() {
    return SERVICES;
  }

  /** All of a service but its generated contracts: those are what services share. */
  private static DescribedPredicate<JavaClass> inside(String service) {
    return resideInAPackage("org.attune." + service + "..")
        .and(not(resideInAPackage("org.attune." + service + ".v1..")));
  }

  private static DescribedPredicate<JavaClass> insideAny() {
    return DescribedPredicate.or(SERVICES.stream().map(ArchitectureTest::inside).toList());
  }

  @ParameterizedTest
  @MethodSource("services")
  void a_service_knows_no_other_service(String service) {
    noClasses()
        .that()
        .resideInAPackage("org.attune." + service + "..")
        .should()
        .dependOnClassesThat(insideAny().and(not(inside(service))))
        .check(ALL);
  }

  @Test
  void the_platform_knows_no_service() {
    noClasses()
        .that()
        .resideInAPackage("org.attune.platform..")
        .should()
        .dependOnClassesThat(insideAny())
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("org.attune.standalone..", "org.attune.testkit..")
        .check(ALL);
  }

  @Test
  void the_protocol_knows_nobody() {
    noClasses()
        .that()
        .resideInAPackage("org.attune.protocol..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.attune..").and(not(resideInAPackage("org.attune.protocol.."))))
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "io.vertx..", "org.apache.kafka..")
        .check(ALL);
  }

  /** Of the platform a domain may know what is as pure as itself: statuses, keys, digests. */
  @Test
  void what_decides_knows_only_the_jdk_and_the_protocol() {
    classes()
        .that()
        .resideInAnyPackage("..domain..", "org.attune.ema.plan..", "org.attune.outcomes.answer..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "..domain..",
            "..engine..",
            "org.attune.ema.plan..",
            "org.attune.outcomes.answer..",
            "java.lang..",
            "java.math..",
            "java.nio.charset..",
            "java.time..",
            "java.util..",
            "org.jspecify..",
            "org.attune.protocol..",
            "org.attune.platform.study..",
            "org.attune.platform.entropy..",
            "org.attune.platform.event..")
        .check(ALL);
  }

  @Test
  void nothing_asks_the_machine_what_time_it_is() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .check(ALL);
  }

  /** Tokens and checkpoints live by the machines' clock, everything else by the study's. */
  @Test
  void no_service_holds_a_clock() {
    noClasses()
        .that()
        .resideInAPackage("org.attune.protocol..")
        .or(insideAny())
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(ALL);
  }

  /** The command line is a client: it names its invitations itself, as any client may. */
  @Test
  void nothing_is_random_but_what_a_seed_or_the_one_source_says() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.attune.platform.entropy..",
            "org.attune.standalone.synthetic..",
            "org.attune.standalone.command..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(RandomGenerator.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(StrictMath.class, "random")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .check(ALL);
  }

  @Test
  void http_does_not_reach_into_sql() {
    noClasses()
        .that()
        .resideInAPackage("..api..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..")
        .check(ALL);
  }
}
