package org.attune.enrollment.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.regex.Pattern;
import org.attune.enrollment.delivery.Receipts;
import org.attune.enrollment.delivery.Receipts.Report;
import org.attune.enrollment.domain.ReportStatus;
import org.attune.platform.http.Answer;
import org.attune.platform.http.NotAllowedException;
import org.attune.platform.http.Requests;
import org.attune.platform.token.Caller;

/**
 * Delivery reports of the SMS gateway. Declared open: a gateway has no token of the platform, its
 * signature is checked here before anything else is read.
 */
public final class ReceiptRoutes {
  /** Seconds since 1970-01-01T00:00Z at which the report was signed. */
  static final String TIME = "X-Attune-Timestamp";

  /** {@code sha256=} and 64 hexadecimal digits. */
  static final String SIGNATURE = "X-Attune-Signature";

  static final int BODY_BYTES_MAX = 4_096;

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
  private static final Pattern SIGNED = Pattern.compile("sha256=[0-9a-f]{64}");

  private final Receipts receipts;

  public ReceiptRoutes(Receipts receipts) {
    this.receipts = receipts;
  }

  Answer sms(RoutingContext request, Caller caller) {
    if (!receipts.areTaken()) throw NotAllowedException.notFound();
    var seconds = header(request, TIME, SECONDS);
    var signature = header(request, SIGNATURE, SIGNED);
    var body = request.body().asString();
    if (body == null || !receipts.isSigned(seconds, body, signature.substring(7))) {
      throw NotAllowedException.unauthenticated();
    }
    var json = Requests.body(request, "id", "status", "at");
    var report =
        new Report(
            Requests.uuid(json, "id"),
            Requests.constant(json, "status", ReportStatus.class),
            Requests.optionalInstant(json, "at"),
            Instant.ofEpochSecond(Long.parseLong(seconds)));
    return switch (receipts.take(report)) {
      case RECORDED -> Answer.ok(new JsonObject());
      case UNKNOWN -> throw NotAllowedException.notFound();
      case STALE -> throw NotAllowedException.unauthenticated();
    };
  }

  private static String header(RoutingContext request, String name, Pattern pattern) {
    var value = request.request().getHeader(name);
    if (value != null && pattern.matcher(value).matches()) return value;
    throw NotAllowedException.unauthenticated();
  }
}
