package org.attune.studies.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.TreeMap;
import org.attune.platform.http.Answer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.bundle.UnusableBundleException;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.lint.Linter;
import org.attune.protocol.model.Protocol;
import org.attune.studies.domain.StudyCommand.Publish;

/** Publishes a bundle as a version of a study: all findings at once, or the version. */
final class PublishRoute {
  private final StudyHandler studies;

  PublishRoute(StudyHandler studies) {
    this.studies = studies;
  }

  Answer publish(RoutingContext request) {
    var study = Requests.slug(request, "study");
    int version = version(request);
    var linting = Linter.lint(bundle(Requests.body(request, "files")));
    var protocol = linting.protocol();
    if (protocol.isEmpty()) {
      return Answer.problem(
          400,
          "bundle-has-errors",
          "Nothing was published: %d findings are errors."
              .formatted(linting.findings().stream().filter(Finding::isError).count()),
          new JsonObject().put("field", "files").put("findings", json(linting.findings())));
    }
    check(protocol.get(), study, version);
    var canonical = CanonicalProtocol.of(protocol.get());
    var outcome = studies.handle(study, at -> new Publish(protocol.get(), canonical, at), true);
    return StudyRoutes.answer(
        outcome,
        new JsonObject()
            .put("study", study)
            .put("version", version)
            .put("protocolSha256", canonical.sha256())
            .put("findings", json(linting.findings())));
  }

  private static int version(RoutingContext request) {
    var text = String.valueOf(request.pathParam("version"));
    if (text.matches("[1-9][0-9]{0,5}")) return Integer.parseInt(text);
    throw new InvalidRequestException("version", "version must be a whole number from 1.");
  }

  private static Bundle bundle(JsonObject body) {
    if (!(body.getValue("files") instanceof JsonObject files) || files.isEmpty()) {
      throw new InvalidRequestException("files", "files must be an object of names and texts.");
    }
    var texts = new TreeMap<String, String>();
    for (var name : files.fieldNames()) {
      if (!(files.getValue(name) instanceof String text)) {
        throw new InvalidRequestException("files." + name, "files." + name + " must be a text.");
      }
      texts.put(name, text);
    }
    try {
      return new Bundle(texts);
    } catch (UnusableBundleException e) {
      throw new InvalidRequestException("files", String.valueOf(e.getMessage()));
    }
  }

  private static void check(Protocol protocol, String study, int version) {
    if (!protocol.study().equals(study)) {
      throw new InvalidRequestException(
          "study", "study.yaml is about %s, the path about %s.".formatted(protocol.study(), study));
    }
    if (protocol.version() != version) {
      throw new InvalidRequestException(
          "version",
          "study.yaml says version %d, the path %d.".formatted(protocol.version(), version));
    }
  }

  private static JsonArray json(List<Finding> findings) {
    var list = new JsonArray();
    for (var finding : findings) {
      list.add(
          new JsonObject()
              .put("file", finding.place().file())
              .put("line", finding.place().line())
              .put("column", finding.place().column())
              .put("severity", finding.severity().toString())
              .put("code", finding.code())
              .put("sentence", finding.sentence()));
    }
    return list;
  }
}
