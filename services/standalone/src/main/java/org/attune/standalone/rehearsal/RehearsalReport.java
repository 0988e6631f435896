package org.attune.standalone.rehearsal;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import org.attune.standalone.effects.EstimatedEffect;
import org.attune.standalone.separate.Work;

/**
 * What came of a rehearsal.
 *
 * @param ignored declared parts of the protocol that this release does not act on: {@code
 *     cross-over}
 * @param broken one line per broken promise; empty if all were kept
 * @param checked how much the checker looked at, in words
 * @param processes what each process of a service did; empty if all were one
 * @param datasetSeconds from the start of the platform to the dataset
 * @param seconds from the start of the platform to the checker's verdict
 */
public record RehearsalReport(
    String study,
    int version,
    String protocolSha256,
    long seed,
    Participants participants,
    Slots slots,
    Assessments assessments,
    Events events,
    Dataset dataset,
    List<EstimatedEffect> effects,
    List<String> ignored,
    List<String> broken,
    String checked,
    List<Work> processes,
    double datasetSeconds,
    double seconds) {
  private static final int DECIMALS = 3;

  /** {@code screened = ineligible + declined + enrolled}. */
  public record Participants(
      int screened, int ineligible, int declined, int enrolled, int randomized, int withdrawn) {}

  /** {@code planned} is the sum of the others. */
  public record Slots(
      int planned,
      int answered,
      int declined,
      int expired,
      int cancelled,
      int failed,
      int pending) {
    /** Answered of those that were not cancelled; 0 if there are none. */
    public double compliance() {
      int asked = planned - cancelled;
      return asked == 0 ? 0 : (double) answered / asked;
    }
  }

  /** {@code due = completed + missed}, without those cancelled. */
  public record Assessments(int due, int completed, int missed) {}

  /**
   * @param published log numbers assigned
   * @param consumed distinct events in the sink
   */
  public record Events(long published, long consumed) {}

  public record Dataset(Path path, String sha256) {}

  public boolean promisesKept() {
    return broken.isEmpty();
  }

  /** The one line that {@code --json} prints. */
  public JsonObject toJson() {
    var list = new JsonArray();
    for (var effect : effects) list.add(json(effect));
    var work = new JsonArray();
    for (var process : processes) work.add(json(process));
    return new JsonObject()
        .put("study", study)
        .put("version", version)
        .put("protocolSha256", protocolSha256)
        .put("seed", seed)
        .put(
            "participants",
            new JsonObject()
                .put("screened", participants.screened())
                .put("ineligible", participants.ineligible())
                .put("declined", participants.declined())
                .put("enrolled", participants.enrolled())
                .put("randomized", participants.randomized())
                .put("withdrawn", participants.withdrawn()))
        .put(
            "slots",
            new JsonObject()
                .put("planned", slots.planned())
                .put("answered", slots.answered())
                .put("declined", slots.declined())
                .put("expired", slots.expired())
                .put("cancelled", slots.cancelled())
                .put("failed", slots.failed())
                .put("pending", slots.pending()))
        .put(
            "assessments",
            new JsonObject()
                .put("due", assessments.due())
                .put("completed", assessments.completed())
                .put("missed", assessments.missed()))
        .put(
            "events",
            new JsonObject()
                .put("published", events.published())
                .put("consumed", events.consumed()))
        .put(
            "dataset",
            new JsonObject().put("path", dataset.path().toString()).put("sha256", dataset.sha256()))
        .put("effects", list)
        .put(
            "promises",
            new JsonObject().put("kept", promisesKept()).put("broken", new JsonArray(broken)))
        .put("processes", work)
        .put("seconds", rounded(seconds));
  }

  private static JsonObject json(Work process) {
    return new JsonObject()
        .put("service", process.service())
        .put("number", process.number())
        .put("recorded", process.recorded())
        .put("applied", process.applied());
  }

  private static JsonObject json(EstimatedEffect effect) {
    var json =
        new JsonObject()
            .put("outcome", effect.outcome())
            .put("at", effect.at())
            .put("contrast", new JsonArray().add(effect.arm()).add(effect.against()))
            .put("planted", effect.planted());
    if (effect.estimate().isEmpty()) return json.putNull("estimate").putNull("ci");
    var estimate = effect.estimate().get();
    return json.put("estimate", rounded(estimate.value()))
        .put("ci", new JsonArray().add(rounded(estimate.low())).add(rounded(estimate.high())));
  }

  private static double rounded(double number) {
    return BigDecimal.valueOf(number).setScale(DECIMALS, RoundingMode.HALF_EVEN).doubleValue();
  }
}
