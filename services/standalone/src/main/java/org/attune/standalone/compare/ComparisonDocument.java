package org.attune.standalone.compare;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.attune.randomization.compare.Estimate;
import org.attune.standalone.compare.ComparisonReport.Row;

/** A comparison for a program. */
public final class ComparisonDocument {
  private ComparisonDocument() {}

  /** The document. */
  public static JsonObject of(ComparisonReport report) {
    var request = report.request();
    var methods = new JsonArray();
    for (var row : report.rows()) methods.add(method(row));
    var leftOut = new JsonArray();
    report
        .leftOut()
        .forEach(
            (method, sentence) ->
                leftOut.add(new JsonObject().put("method", method).put("sentence", sentence)));
    return new JsonObject()
        .put("study", report.study())
        .put("version", report.version())
        .put("ratio", report.ratio().toString())
        .put("sites", report.sites())
        .put("strata", report.strata())
        .put("participants", request.participants())
        .put("runs", request.runs())
        .put("seed", request.seed())
        .put("contrast", report.contrast().map(ComparisonDocument::contrast).orElse(null))
        .put("imbalanceUnit", report.imbalanceUnit())
        .put("methods", methods)
        .put("leftOut", leftOut)
        .put("notes", new JsonArray(report.notes()));
  }

  private static JsonObject contrast(PrimaryContrast contrast) {
    return new JsonObject()
        .put("outcome", contrast.outcome().score())
        .put("at", contrast.outcome().visit())
        .put("arm", contrast.arm())
        .put("against", contrast.against())
        .put("standardizedDifference", contrast.difference())
        .put("from", contrast.origin())
        .put("alpha", ShiftedT.ALPHA);
  }

  private static JsonObject method(Row row) {
    var figures = row.figures();
    return new JsonObject()
        .put("method", row.candidate().method())
        .put("numbers", row.candidate().numbers())
        .put("own", row.candidate().own())
        .put("correctGuess", estimate(figures.guesses()))
        .put(
            "imbalance",
            new JsonObject()
                .put("final", estimate(figures.finalImbalance()))
                .put("greatest", estimate(figures.greatestImbalance())))
        .put(
            "imbalanceWithinStrata",
            new JsonObject()
                .put("mean", estimate(figures.meanInStrata()))
                .put("greatest", estimate(figures.greatestInStrata())))
        .put("power", figures.power().map(ComparisonDocument::estimate).orElse(null));
  }

  private static JsonObject estimate(Estimate estimate) {
    return new JsonObject().put("mean", estimate.mean()).put("error", estimate.error());
  }
}
