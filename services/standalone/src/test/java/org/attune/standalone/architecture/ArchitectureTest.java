package org.attune.standalone.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may know what. A new arrow here needs a decision record in docs/decisions. */
class ArchitectureTest {
  private static final List<String> SERVICES =
      List.of(
          "studies",
          "enrollment",
          "randomization",
          "ema",
          "outcomes",
          "interventions",
          "analytics");

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.attune");

  static List<String> services() {
    return SERVICES;
  }

  @ParameterizedTest
  @MethodSource("services")
  void a_service_knows_no_other_service(String service) {
    // Generated contracts of another service (org.attune.<other>.v1) are what services share.
    var others =
        SERVICES.stream()
            .filter(other -> !other.equals(service))
            .flatMap(
                other ->
                    List.of("domain", "store", "api", "consume", "handle", "engine", "delivery")
                        .stream()
                        .map(layer -> "org.attune." + other + "." + layer + ".."))
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("org.attune." + service + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(ALL);
  }

  /** Of the platform a domain may know what is as pure as itself: statuses, keys, digests. */
  @Test
  void the_domain_knows_only_the_jdk_and_the_protocol() {
    classes()
        .that()
        .resideInAPackage("..domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "..domain..",
            "..engine..",
            "java..",
            "org.jspecify..",
            "org.attune.protocol..",
            "org.attune.platform.study..",
            "org.attune.platform.entropy..",
            "org.attune.platform.event..")
        .check(ALL);
  }

  @Test
  void the_domain_reads_no_clock() {
    noClasses()
        .that()
        .resideInAnyPackage("..domain..", "..engine..", "org.attune.protocol..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(ALL);
  }

  @Test
  void the_protocol_knows_nobody() {
    noClasses()
        .that()
        .resideInAPackage("org.attune.protocol..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.attune.platform..", "java.sql..", "io.vertx..")
        .check(ALL);
  }

  @Test
  void the_platform_knows_no_service() {
    noClasses()
        .that()
        .resideInAPackage("org.attune.platform..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            SERVICES.stream()
                .flatMap(
                    service ->
                        List.of("domain", "store", "api").stream()
                            .map(layer -> "org.attune." + service + "." + layer + ".."))
                .toArray(String[]::new))
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
