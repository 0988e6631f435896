package org.attune.standalone.rehearsal;

import io.vertx.core.json.JsonObject;

/**
 * What a service answered.
 *
 * @param body empty where it was no JSON object
 */
record Reply(int status, JsonObject body) {
  boolean isOk() {
    return status / 100 == 2;
  }

  /** The refusal's name in lower case with hyphens; empty if it was none. */
  String refusal() {
    if (status != 409) return "";
    var type = body.getString("type", "");
    return type.substring(type.lastIndexOf('/') + 1);
  }
}
