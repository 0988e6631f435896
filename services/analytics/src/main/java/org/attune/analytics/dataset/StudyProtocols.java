package org.attune.analytics.dataset;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.attune.platform.data.Sql;
import org.attune.protocol.canonical.Protocols;
import org.attune.protocol.instrument.InstrumentLibrary;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.RandomizationPlan;
import org.attune.protocol.safety.WatchedRules;

/**
 * The versions of a study's protocol that a cut holds, by number: what decides which columns and
 * codes its dataset has.
 */
public record StudyProtocols(List<Published> versions) {
  /** One published version. */
  public record Published(int version, String sha256, String analysisSha256, Protocol protocol) {}

  /**
   * A score measured at an assessment.
   *
   * @param visit assessment, by its id
   * @param text true if its values are words
   */
  public record Wave(String score, String visit, boolean text) {}

  static final String ANXIETY = "attachment_anxiety";
  static final String AVOIDANCE = "attachment_avoidance";
  static final String STYLE = "attachment_style";

  private static final String READ =
      """
      select version, protocol_sha256, analysis_sha256, protocol from {studies.StudyPublished} p
      order by version
      """;

  /** Reads the versions that {@code events} hold. */
  public static StudyProtocols read(Connection connection, Relations events) throws SQLException {
    return new StudyProtocols(
        Sql.query(
            connection,
            events.expand(READ),
            row ->
                new Published(
                    row.getInt("version"),
                    row.getString("protocol_sha256"),
                    row.getString("analysis_sha256"),
                    Protocols.fromCanonical(row.getString("protocol")))));
  }

  /** True if participants are allocated to arms. */
  public boolean isRandomized() {
    return versions.stream().anyMatch(v -> v.protocol().randomization().isPresent());
  }

  /** True if a safety rule looks at what a schedule asks. */
  public boolean watchPrompts() {
    return versions.stream().map(Published::protocol).anyMatch(StudyProtocols::watchesPrompts);
  }

  private static boolean watchesPrompts(Protocol protocol) {
    var watched = WatchedRules.of(protocol);
    return protocol.ema().stream().anyMatch(plan -> watched.watch(plan.questionnaire()));
  }

  /** Columns of proximal outcomes by decision point, as the newest version that has it says. */
  public SortedMap<String, String> proximalItems() {
    var items = new TreeMap<String, String>();
    for (var published : versions) {
      var protocol = published.protocol();
      for (var point : protocol.microRandomization()) {
        items.put(point.id(), protocol.column(point.proximal().item()));
      }
    }
    return items;
  }

  /** Items whose names are among {@code names}, in questionnaires of the study's own. */
  Set<String> itemsNamed(Set<String> names) {
    return items((form, item) -> !form.library() && names.contains(item.name()));
  }

  /** Items of a type: {@code text}, {@code multiple}, … */
  Set<String> itemsOfType(String type) {
    return items((_, item) -> item.type().equals(type));
  }

  @FunctionalInterface
  private interface Chosen {
    boolean test(Questionnaire form, Questionnaire.Item item);
  }

  private Set<String> items(Chosen chosen) {
    var ids = new LinkedHashSet<String>();
    for (var published : versions) {
      for (var form : published.protocol().questionnaires().values()) {
        Predicate<Questionnaire.Item> wanted = item -> chosen.test(form, item);
        form.items().stream().filter(wanted).forEach(item -> ids.add(item.id()));
      }
    }
    return ids;
  }

  /** Strata in the order of the protocol, each once. */
  public List<RandomizationPlan.Stratum> strata() {
    var strata = new ArrayList<RandomizationPlan.Stratum>();
    var ids = new LinkedHashSet<String>();
    for (var published : versions) {
      Optional<RandomizationPlan> plan = published.protocol().randomization();
      for (var stratum : plan.map(RandomizationPlan::strata).orElse(List.of())) {
        if (ids.add(stratum.id())) strata.add(stratum);
      }
    }
    return strata;
  }

  /** What is scored when: assessments, their instruments and the scales of these, in order. */
  public List<Wave> waves() {
    var waves = new LinkedHashSet<Wave>();
    var library = InstrumentLibrary.standard();
    for (var published : versions) {
      var protocol = published.protocol();
      for (var assessment : protocol.assessments()) {
        for (var code : assessment.instruments()) {
          library
              .find(code)
              .ifPresent(key -> key.scoreCodes().forEach(s -> waves.add(wave(s, assessment.id()))));
          if (protocol.attachment().filter(rule -> rule.from().equals(code)).isPresent()) {
            waves.add(wave(ANXIETY, assessment.id()));
            waves.add(wave(AVOIDANCE, assessment.id()));
            waves.add(new Wave(STYLE, assessment.id(), true));
          }
        }
      }
    }
    return List.copyOf(waves);
  }

  private static Wave wave(String score, String visit) {
    return new Wave(score, visit, false);
  }
}
