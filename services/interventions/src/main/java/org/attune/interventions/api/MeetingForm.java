package org.attune.interventions.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.attune.interventions.domain.Meeting;
import org.attune.interventions.domain.MeetingRules.Arrange;
import org.attune.interventions.domain.MeetingRules.Arrange.ArrangeAll;
import org.attune.interventions.domain.MeetingRules.Arrange.ArrangeOne;
import org.attune.interventions.domain.MeetingRules.Wish;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;

/** When and where a group is to meet, as staff send it. */
final class MeetingForm {
  private static final DateTimeFormatter HOUR_AND_MINUTE =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
  private static final int SESSION_CHARS_MAX = 63;
  private static final int DATE_CHARS_MAX = 10;

  private MeetingForm() {}

  /** Meetings from a session on, each on its day. */
  static Function<Instant, Arrange> all(RoutingContext request, String by) {
    var body = Requests.body(request, "from", "begins", "minutes", "place", "link");
    var from = Requests.optionalText(body, "from", SESSION_CHARS_MAX);
    var wish = wish(body);
    return now -> new ArrangeAll(from, wish, by, now);
  }

  /** The meeting of the session that the path names. */
  static Function<Instant, Arrange> one(RoutingContext request, String by) {
    var body = Requests.body(request, "date", "begins", "minutes", "place", "link");
    var session = Requests.slug(request, "session");
    var date = Requests.optionalText(body, "date", DATE_CHARS_MAX).map(MeetingForm::date);
    var wish = wish(body);
    return now -> new ArrangeOne(session, date, wish, by, now);
  }

  private static Wish wish(JsonObject body) {
    var minutes =
        body.getValue("minutes") == null
            ? Optional.<Integer>empty()
            : Optional.of(Requests.integer(body, "minutes", 1, Meeting.MINUTES_MAX));
    var place = Requests.optionalText(body, "place", Meeting.PLACE_CHARS_MAX);
    var link = Requests.optionalText(body, "link", Meeting.LINK_CHARS_MAX);
    if (place.isEmpty() && link.isEmpty()) {
      throw new InvalidRequestException("place", "Say where it is: a place, a link, or both.");
    }
    place.ifPresent(MeetingForm::checkPlace);
    link.ifPresent(MeetingForm::checkLink);
    return new Wish(begins(body), minutes, place, link);
  }

  private static LocalTime begins(JsonObject body) {
    try {
      return LocalTime.parse(Requests.text(body, "begins", 5), HOUR_AND_MINUTE);
    } catch (DateTimeException e) {
      throw new InvalidRequestException(
          "begins", "begins must be a time by the site's clock such as 18:30.");
    }
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidRequestException("date", "date must be a day such as 2027-03-01.");
    }
  }

  private static void checkPlace(String place) {
    if (place.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidRequestException("place", "place must be one line of text.");
    }
  }

  private static void checkLink(String link) {
    try {
      var address = new URI(link);
      boolean isSafe =
          "https".equals(address.getScheme())
              && address.getHost() != null
              && address.getUserInfo() == null;
      if (isSafe) return;
    } catch (URISyntaxException e) {
      throw unusableLink();
    }
    throw unusableLink();
  }

  private static InvalidRequestException unusableLink() {
    return new InvalidRequestException(
        "link", "link must be an address such as https://meet.example.org/room.");
  }
}
