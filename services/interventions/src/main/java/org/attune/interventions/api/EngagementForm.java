package org.attune.interventions.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.attune.interventions.domain.CourseRules.RecordEngagement;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;

/**
 * Time spent with a module as a device sends it. Device times are corrected when the study time of
 * arrival is known: what the device's clock says at sending is that moment.
 *
 * @param startedAt by the device's clock
 * @param endedAt by the device's clock, not before {@code startedAt}; after {@code deviceNow} if
 *     that clock was set back since, and then it ended when this was sent at the latest
 * @param deviceNow the device's clock at sending
 */
record EngagementForm(
    UUID engagement,
    String module,
    Instant startedAt,
    Instant endedAt,
    int seconds,
    int completionPercent,
    Optional<Integer> rating,
    Instant deviceNow) {
  private static final int MODULE_CHARS_MAX = 63;
  private static final int PERCENT_MAX = 100;
  private static final int RATING_MAX = 5;

  /** Seconds of one stretch. */
  private static final int SECONDS_MAX = 24 * 60 * 60;

  static EngagementForm read(RoutingContext request) {
    var body =
        Requests.body(
            request,
            "module",
            "startedAt",
            "endedAt",
            "seconds",
            "completionPercent",
            "rating",
            "deviceNow");
    var form =
        new EngagementForm(
            Requests.uuid(request, "engagement"),
            Requests.text(body, "module", MODULE_CHARS_MAX),
            Requests.instant(body, "startedAt"),
            Requests.instant(body, "endedAt"),
            Requests.integer(body, "seconds", 0, SECONDS_MAX),
            Requests.integer(body, "completionPercent", 0, PERCENT_MAX),
            rating(body),
            Requests.instant(body, "deviceNow"));
    form.check();
    return form;
  }

  private static Optional<Integer> rating(JsonObject body) {
    return body.getValue("rating") == null
        ? Optional.empty()
        : Optional.of(Requests.integer(body, "rating", 1, RATING_MAX));
  }

  private void check() {
    if (endedAt.isBefore(startedAt)) {
      throw new InvalidRequestException("endedAt", "endedAt must not be before startedAt.");
    }
    if (seconds > Duration.between(startedAt, endedAt).toSeconds() + 1) {
      throw new InvalidRequestException(
          "seconds", "seconds must not be more than lies between startedAt and endedAt.");
    }
  }

  /** The command, at the study time of its arrival. */
  RecordEngagement at(Instant now) {
    var ahead = Duration.between(endedAt.isAfter(deviceNow) ? endedAt : deviceNow, now);
    return new RecordEngagement(
        engagement,
        module,
        startedAt.plus(ahead).truncatedTo(ChronoUnit.MICROS),
        endedAt.plus(ahead).truncatedTo(ChronoUnit.MICROS),
        seconds,
        completionPercent,
        rating,
        now);
  }
}
