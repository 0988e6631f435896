package org.attune.standalone.blindness;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.attune.platform.data.Sql;
import org.attune.protocol.bundle.Bundle;
import org.attune.standalone.rehearsal.Rehearsal;
import org.attune.standalone.rehearsal.RehearsalRequest;
import org.attune.standalone.synthetic.Examples;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Threats T06 to T08 over a whole trial: a word that stands for an arm never reaches a blinded
 * role, and if two arms exchange their programmes nothing that a blinded role can see changes but
 * the protocol's hash and the commitment.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BlindnessIT {
  private static final int PARTICIPANTS = 4;
  private static final int DIFFERENCES_MAX = 10;
  private static final int LINE_CHARS_MAX = 500;
  private static final String CANARY = "zebra";

  /** In which each arm has momentary prompts that the other has not. */
  private static final String STUDY = "kindness-evenings";

  /** The study with arms, and with schedules of one arm, that are called by the canary's name. */
  private static final Map<String, UnaryOperator<String>> NAMES =
      Map.of(
          "study.yaml",
          text ->
              text.replace("{id: kindness, ratio: 1", "{id: zebraone, ratio: 1")
                  .replace("{id: usual, ", "{id: zebratwo, ")
                  .replace("arms: [kindness]", "arms: [zebraone]")
                  .replace("arms: [usual]", "arms: [zebratwo]")
                  .replace("id: kind_moment", "id: zebra_moment")
                  .replace("id: letter", "id: zebra_letter")
                  .replace("id: usual_evening", "id: zebra_evening"),
          "analysis.yaml",
          text -> text.replace("kindness, usual", "zebraone, zebratwo"),
          "rehearsal.yaml",
          text ->
              text.replace("{kindness: 0.06, usual: 0.10}", "{zebraone: 0.06, zebratwo: 0.10}")
                  .replace("arm: kindness, against: usual", "arm: zebraone, against: zebratwo"));

  @TempDir private static Path directory;

  /** Of the study by those names: what is hidden in it, and what an exchange changes. */
  private static Seen named;

  /** Everything that is logged while it is open. */
  private static final class Heard extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    Heard() {
      start();
      root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(event.getFormattedMessage() + event.getKeyValuePairs() + event.getMDCPropertyMap());
    }

    @Override
    public void close() {
      root.detachAppender(this);
      stop();
    }
  }

  private static Bundle changed(Bundle bundle, Map<String, UnaryOperator<String>> changes) {
    var files = new TreeMap<>(bundle.files());
    changes.forEach(
        (file, change) -> files.computeIfPresent(file, (_, text) -> change.apply(text)));
    return new Bundle(files);
  }

  private static RehearsalRequest request(Bundle bundle, String out) {
    return new RehearsalRequest(
        bundle, PARTICIPANTS, 11, directory.resolve(out), Optional.empty(), 0, false, _ -> {});
  }

  /**
   * What a blinded role could see of a trial.
   *
   * @param events those before unblinding, the protocol's hash and the commitment masked
   * @param records of public topics, by what they are and where
   * @param answers of all routes, by role and path
   * @param metrics by service
   * @param export files of the blinded package, by name
   * @param logged every line
   * @param ofOneArm prompts of schedules that one arm alone has
   * @param unblinded hash of the dataset that has arms and programmes
   */
  private record Seen(
      List<String> events,
      Map<String, String> records,
      Map<String, String> answers,
      Map<String, String> metrics,
      Map<String, String> export,
      List<String> logged,
      long ofOneArm,
      String unblinded) {
    void tellsNoArm() {
      assertThat(records).hasSizeGreaterThan(100).allSatisfy(BlindnessIT::tellsNoArm);
      assertThat(answers).hasSizeGreaterThan(20).allSatisfy(BlindnessIT::tellsNoArm);
      assertThat(metrics).isNotEmpty().allSatisfy(BlindnessIT::tellsNoArm);
      assertThat(export).hasSizeGreaterThan(10).allSatisfy(BlindnessIT::tellsNoArm);
      assertThat(logged).isNotEmpty().noneMatch(line -> line.contains(CANARY));
    }

    /** Data and codebook. */
    Map<String, String> dataset() {
      var files = new TreeMap<>(export);
      files.keySet().removeIf(name -> !name.startsWith("data/") && !name.startsWith("metadata/"));
      return files;
    }
  }

  private static void tellsNoArm(String where, String what) {
    assertThat(what).as(where).doesNotContain(CANARY);
    assertThat(where).doesNotContain(CANARY);
  }

  private static Seen seen(Bundle bundle, String study, String out) throws Exception {
    try (var heard = new Heard();
        var rehearsal = Rehearsal.begin(request(bundle, out))) {
      var report = rehearsal.run();
      assertThat(report.broken()).isEmpty();
      var seen = new SeenByTheBlinded(rehearsal.platform(), study);
      var events = seen.events().stream().filter(BlindnessIT::isBeforeUnblinding);
      return new Seen(
          events.map(BlindnessIT::masked).toList(),
          seen.records(),
          seen.answers(),
          seen.metrics(),
          seen.blindedExport(), // after the events: it is one itself
          List.copyOf(heard.lines),
          prompts(rehearsal, CANARY),
          report.dataset().sha256());
    }
  }

  /** Prompts of schedules that begin with {@code name}, as the service planned them. */
  private static long prompts(Rehearsal rehearsal, String name) {
    return rehearsal
        .platform()
        .runtime("ema")
        .database()
        .inTransaction(
            c ->
                Sql.find(
                        c,
                        "select count(*) from slot where starts_with(schedule, ?)",
                        row -> row.getLong(1),
                        name)
                    .orElseThrow());
  }

  @BeforeAll
  static void rehearseTheStudyByThoseNames() throws Exception {
    named = seen(changed(Examples.bundle(STUDY), NAMES), STUDY, "named");
  }

  @Test
  void a_word_that_stands_for_an_arm_never_reaches_a_blinded_role() {
    assertThat(named.ofOneArm()).as("prompts of one arm").isPositive();
    named.tellsNoArm();
  }

  @Test
  void an_option_that_was_drawn_never_reaches_a_blinded_role() throws Exception {
    var study = "soothing-mrt";
    var files = new TreeMap<>(Examples.bundle(study).files());
    files.replaceAll((_, text) -> text.replace("soothing-breath", "zebra-breath"));
    seen(new Bundle(files), study, "options").tellsNoArm();
  }

  @Test
  void arms_that_exchange_their_programmes_look_the_same_to_the_blinded() throws Exception {
    UnaryOperator<String> exchanged =
        text ->
            text.replace("arms: [zebratwo]", "arms: [zebraone-too]")
                .replace("arms: [zebraone]", "arms: [zebratwo]")
                .replace("arms: [zebraone-too]", "arms: [zebraone]")
                .replace(
                    "{id: zebraone, ratio: 1, intervention: kindness}", "{id: zebraone, ratio: 1}")
                .replace(
                    "{id: zebratwo,    ratio: 1}",
                    "{id: zebratwo,    ratio: 1, intervention: kindness}");
    var bundle = changed(changed(Examples.bundle(STUDY), NAMES), Map.of("study.yaml", exchanged));
    var other = seen(bundle, STUDY, "exchanged");
    assertThat(named.unblinded()).as("the arms did other things").isNotEqualTo(other.unblinded());
    assertThat(named.events()).hasSizeGreaterThan(100);
    assertThat(differences(named.events(), other.events())).isEmpty();
    assertThat(named.dataset().keySet()).isEqualTo(other.dataset().keySet());
    named
        .dataset()
        .forEach(
            (name, text) ->
                assertThat(differences(text.lines().toList(), lines(other, name)))
                    .as(name)
                    .isEmpty());
    var planted = new ArrayList<>(other.events());
    planted.set(7, planted.get(7) + " sessions: 3"); // what a public event must not depend on
    assertThat(differences(named.events(), planted)).hasSize(2);
  }

  private static List<String> lines(Seen seen, String file) {
    return seen.dataset().getOrDefault(file, "").lines().toList();
  }

  /** Lines that stand on one side only, the first of them, shortened. */
  private static List<String> differences(List<String> one, List<String> other) {
    var here = new ArrayList<>(one);
    other.forEach(here::remove);
    var there = new ArrayList<>(other);
    one.forEach(there::remove);
    return Stream.concat(here.stream().map("one: "::concat), there.stream().map("other: "::concat))
        .limit(DIFFERENCES_MAX)
        .map(line -> line.substring(0, Math.min(line.length(), LINE_CHARS_MAX)))
        .toList();
  }

  /** A rehearsal ends with the dataset that its arms are in, when everybody may know them. */
  private static boolean isBeforeUnblinding(String event) {
    return !event.startsWith("DatasetSnapshotCreated") || event.contains("\"blinded\": true");
  }

  /** The protocol itself is public, and says which arm has which programme. */
  private static String masked(String event) {
    return event
        .replaceAll("\"protocolSha256\": \"[0-9a-f]{64}\"", "\"protocolSha256\": \"-\"")
        .replaceAll("\"commitment\": \"[0-9a-f]{64}\"", "\"commitment\": \"-\"")
        .replaceAll("\"protocol\": \"\\{.*?\\}\", \"analysisSha256\"", "\"analysisSha256\"");
  }
}
