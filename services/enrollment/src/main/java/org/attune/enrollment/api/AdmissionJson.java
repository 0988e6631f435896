package org.attune.enrollment.api;

import io.vertx.core.json.JsonObject;
import org.attune.enrollment.command.Invitations;
import org.attune.enrollment.command.Invitations.Admitted;
import org.attune.enrollment.command.Invitations.Denied;
import org.attune.enrollment.command.Invitations.Issued;
import org.attune.platform.http.Answer;

/**
 * What somebody is answered who asks for a code or shows one.
 *
 * @param platformUrl what links begin with
 */
public record AdmissionJson(String platformUrl) {
  /** Where an invitation leads. */
  static final String JOIN = "/join#";

  /** Where a link to a further device leads. */
  static final String LINK = "/link#";

  /**
   * As JSON.
   *
   * @param way what stands before the code in a link
   */
  Answer answer(Invitations.Answer answer, String way) {
    return switch (answer) {
      case Issued issued -> Answer.ok(json(issued, way));
      case Admitted admitted -> Answer.ok(json(admitted));
      case Denied(var refused) -> Answers.of(refused);
    };
  }

  private JsonObject json(Issued issued, String way) {
    var link = platformUrl + way + issued.code();
    return new JsonObject()
        .put("participant", issued.participant().toString())
        .put("link", link)
        .put("qr", QrSquare.of(link).json())
        .put("code", issued.code())
        .put("expiresAt", issued.expiresAt().toString());
  }

  private static JsonObject json(Admitted admitted) {
    return new JsonObject()
        .put("study", admitted.study())
        .put("participant", admitted.participant())
        .put("site", admitted.site())
        .put("language", admitted.language())
        .put("deviceNumber", admitted.number())
        .put("deviceToken", admitted.token());
  }
}
