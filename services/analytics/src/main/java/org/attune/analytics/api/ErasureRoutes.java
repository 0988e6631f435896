package org.attune.analytics.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.attune.analytics.erasure.ErasureCertificate;
import org.attune.analytics.erasure.ErasureCertificates;
import org.attune.platform.data.Database;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.http.NotAllowedException;
import org.attune.platform.http.Requests;
import org.attune.platform.http.ServiceRoutes;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;
import org.attune.platform.token.TokenSigner;

/** Certificates of erasure over HTTP: for the participant, and for who answers for the data. */
public final class ErasureRoutes {
  private final Database database;
  private final ErasureCertificates certificates;
  private final TokenSigner signer;

  public ErasureRoutes(Database database, ErasureCertificates certificates, TokenSigner signer) {
    this.database = database;
    this.certificates = certificates;
    this.signer = signer;
  }

  public void mount(ServiceRoutes routes) {
    routes.get(
        "/studies/:study/erasures/:participant",
        Access.participantOr(
            Role.ADMIN, Role.COORDINATOR, Role.INVESTIGATOR, Role.DATA_MANAGER, Role.MONITOR),
        this::certificate);
  }

  private Answer certificate(RoutingContext request, Caller caller) {
    var key = Requests.participant(request);
    var certificate =
        database
            .inTransaction(c -> certificates.find(c, key.study(), key.participantId()))
            .filter(found -> mayRead(caller, found))
            .orElseThrow(NotAllowedException::notFound);
    var text = certificate.text();
    var signature = signer.vouch(text.getBytes(StandardCharsets.UTF_8));
    return Answer.ok(
        json(certificate)
            .put("text", text)
            .put("signedBy", signer.keyId())
            .put("signature", HexFormat.of().formatHex(signature)));
  }

  private static boolean mayRead(Caller caller, ErasureCertificate certificate) {
    return caller.role() == Role.PARTICIPANT
        || caller.site().equals(Caller.ALL)
        || caller.site().equals(certificate.site());
  }

  private static JsonObject json(ErasureCertificate certificate) {
    var services = new JsonArray();
    for (var done : certificate.done()) {
      var service = new JsonObject().put("service", done.service()).put("at", done.at().toString());
      if (done.events() >= 0) service.put("events", done.events());
      if (!done.chain().isEmpty()) service.put("chain", done.chain());
      services.add(service);
    }
    return new JsonObject()
        .put("study", certificate.study())
        .put("participant", certificate.participant().toString())
        .put("erasedAt", certificate.at().toString())
        .put("complete", certificate.isComplete())
        .put("missing", new JsonArray(certificate.missing()))
        .put("services", services)
        .put("topicsFreeAt", certificate.topicsFreeAt().toString());
  }
}
