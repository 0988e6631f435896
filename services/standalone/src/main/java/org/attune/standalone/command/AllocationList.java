package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The uploaded list of a study, as the platform knows it. */
final class AllocationList {
  private AllocationList() {}

  static String path(String study) {
    return "/randomization/studies/" + study + "/list";
  }

  /** Version of the protocol that it was looked at by; empty without a list. */
  static Optional<Integer> version(Attachment platform, String study) {
    try {
      return Optional.of(platform.send("GET", path(study), new JsonObject()).getInteger("version"));
    } catch (RefusedException e) {
      return Optional.empty(); // studies says what is missing, if anything is
    }
  }
}
