package org.attune.enrollment.screening;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.attune.enrollment.domain.Hours;
import org.attune.platform.http.InvalidRequestException;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.schedule.PromptHours;

/** How chosen hours fit a protocol. */
public final class PromptHourCheck {
  /** Strict: what is told others is the text, and 24:00 is a time to none of them. */
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

  private PromptHourCheck() {}

  /**
   * The hours from {@code from} until {@code until}, judged by {@code protocol}.
   *
   * @param path where they stand in the request
   * @param from local time, HH:MM
   * @param until local time, HH:MM; 00:00 is the end of the day
   * @throws InvalidRequestException if they are no times, or end before they begin
   */
  public static Hours judge(Protocol protocol, String path, String from, String until) {
    PromptHours hours;
    try {
      hours = new PromptHours(time(path + ".from", from), time(path + ".until", until));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(path, "The hours must end later than they begin.");
    }
    var fit =
        !hours.isWithin(PromptHours.of(protocol))
            ? Hours.Fit.TOO_WIDE
            : hours.canHold(protocol) ? Hours.Fit.FITS : Hours.Fit.TOO_NARROW;
    return new Hours(from, until, fit);
  }

  private static LocalTime time(String field, String text) {
    try {
      return LocalTime.parse(text, MINUTES);
    } catch (DateTimeException e) {
      throw new InvalidRequestException(field, field + " must be a local time such as 08:30.");
    }
  }
}
