package org.attune.standalone.faults;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/** What staff do with the study that is killed; each act once, however often it is sent. */
record Staff(Api api, Api.Token token) {
  private static final String STUDIES = "/studies/" + KilledStudy.STUDY;

  void begin(KilledStudy study) throws InterruptedException {
    var files = new JsonObject();
    study.files().forEach(files::put);
    send("PUT", "studies", STUDIES + "/versions/1", new JsonObject().put("files", files));
    var clinician =
        new JsonObject()
            .put("site", "s1")
            .put("role", "clinician")
            .put("name", "SYNTHETIC clinician")
            .put("address", "synthetic-clinician@example.org")
            .put("order", 1);
    var contacts = new JsonObject().put("contacts", new JsonArray().add(clinician));
    var naming = send("PUT", "enrollment", STUDIES + "/contacts", contacts).getLong("naming");
    send("POST", "studies", STUDIES + "/opening", new JsonObject().put("naming", naming));
  }

  JsonObject invite(UUID invitation) throws InterruptedException {
    var body =
        new JsonObject()
            .put("invitation", invitation.toString())
            .put("site", "s1")
            .put("language", "en");
    return send("POST", "enrollment", STUDIES + "/invitations", body);
  }

  void close() throws InterruptedException {
    send("POST", "studies", STUDIES + "/closing", reason());
  }

  void lock() throws InterruptedException {
    send("POST", "studies", STUDIES + "/locking", reason());
  }

  void revealSeed() throws InterruptedException {
    send("POST", "randomization", STUDIES + "/seed-revelation", reason());
  }

  private static JsonObject reason() {
    return new JsonObject().put("reason", "The run of faults is over.");
  }

  private JsonObject send(String method, String service, String path, JsonObject body)
      throws InterruptedException {
    var reply = api.send(method, service, path, token, Optional.of(body));
    if (reply.isOk()) return reply.body();
    throw new FaultsException(
        "%s %s%s was refused: %s".formatted(method, service, path, reply.body().encode()));
  }
}
