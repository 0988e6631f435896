package org.attune.interventions.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.attune.protocol.model.Content;

/** What a module holds, in the participant's language. */
final class ContentJson {
  private ContentJson() {}

  /** In the order in which they are shown; none where the module has only its text. */
  static JsonArray parts(List<Content.Part> parts, Words words) {
    var json = new JsonArray();
    for (var part : parts) json.add(part(part, words).put("title", words.of(part.title())));
    return json;
  }

  private static JsonObject part(Content.Part part, Words words) {
    return switch (part) {
      case Content.Reading reading ->
          new JsonObject().put("kind", "text").put("text", words.of(reading.text()));
      case Content.Audio audio ->
          new JsonObject()
              .put("kind", "audio")
              .put("address", words.of(audio.address()))
              .put("seconds", audio.seconds())
              .put("transcript", words.of(audio.transcript()));
      case Content.Exercise exercise -> exercise(exercise, words);
    };
  }

  private static JsonObject exercise(Content.Exercise exercise, Words words) {
    var steps = new JsonArray();
    for (var step : exercise.steps()) steps.add(words.of(step));
    var json = new JsonObject().put("kind", "exercise").put("steps", steps);
    exercise.seconds().ifPresent(seconds -> json.put("seconds", seconds));
    exercise
        .breath()
        .ifPresent(
            breath ->
                json.put(
                    "breath",
                    new JsonObject()
                        .put("in", breath.inSeconds())
                        .put("out", breath.outSeconds())));
    return json;
  }
}
