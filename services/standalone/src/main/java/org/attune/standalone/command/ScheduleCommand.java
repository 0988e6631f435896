package org.attune.standalone.command;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.lint.Linter;
import org.attune.protocol.model.Arm;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.schedule.EarliestAnchors;
import org.attune.protocol.schedule.ParticipantCalendar;
import org.attune.protocol.schedule.PromptHours;
import org.attune.protocol.schedule.Slot;
import org.attune.protocol.schedule.TimeZoneData;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schedule}: the prompts that a participant of a study would get. */
@Command(
    name = "schedule",
    description = {
      "Say when a participant would be prompted, by the expander that the services use.",
      "Times drawn at random depend on a secret of the running study, which nobody sees: here they"
          + " depend on a seed.",
      "Exit 0 if there is a calendar, 1 if the study has errors, 2 for an unusable call."
    })
final class ScheduleCommand implements Callable<Integer> {
  private static final String CONSENT = "consent";
  private static final int SECRET_BYTES = 32;

  /** Years that calendar files and everybody who reads them can write. */
  private static final int YEAR_MIN = 1970;

  private static final int YEAR_MAX = 2999;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "Study directory.")
  Path directory = Path.of(".");

  @Option(
      names = "--zone",
      required = true,
      paramLabel = "ZONE",
      description = "Where the participant is, such as Europe/Madrid.")
  String zone = "";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DATE",
      description = "Day of consent, such as 2027-03-21.")
  String from = "";

  @Option(
      names = "--anchor",
      paramLabel = "NAME=DATE",
      description = {
        "Day on which another anchor falls, such as randomization=2027-04-05",
        "(default: the earliest one that the protocol allows)."
      })
  List<String> anchors = new ArrayList<>();

  @Option(
      names = "--participant-seed",
      paramLabel = "SEED",
      description = "Another seed, another participant (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  long seed;

  @Option(
      names = "--arm",
      paramLabel = "ARM",
      description = {
        "Arm whose prompts are said beside those that everybody gets",
        "(default: all arms; what some arms alone get is marked)."
      })
  Optional<String> arm = Optional.empty();

  @ArgGroup Format format = new Format();

  /** One of them at most. */
  static final class Format {
    @Option(names = "--json", description = "Print one JSON document.")
    boolean json;

    @Option(names = "--ics", description = "Print a calendar file (iCalendar, RFC 5545).")
    boolean ics;
  }

  @Override
  public Integer call() {
    var where = zone();
    var consent = date("--from", from);
    var linting = Linter.lint(Bundle.read(directory));
    if (linting.hasErrors() || linting.protocol().isEmpty()) {
      var err = spec.commandLine().getErr();
      linting.findings().stream().filter(f -> f.isError()).forEach(err::println);
      return Attune.REFUSED;
    }
    var protocol = linting.protocol().get();
    var arms = arms(protocol);
    var dates = dates(protocol, consent);
    var entropy = new SeededEntropy(seed);
    var secret = entropy.bytes("study-secret", protocol.study(), SECRET_BYTES);
    var participant = entropy.uuid("participant", protocol.study());
    var hours = PromptHours.of(protocol);
    var slots = new TreeMap<Slot, List<String>>(ParticipantCalendar.ORDER);
    for (var one : arms) {
      var shown = protocol.inArm(one);
      var anchors = earliest(protocol, dates, one);
      new ParticipantCalendar(shown, participant, where, hours, secret)
          .slots(anchors)
          .forEach(slot -> slots.computeIfAbsent(slot, _ -> new ArrayList<>()).addAll(names(one)));
    }
    var shown = arm.isEmpty() ? protocol : protocol.inArm(arm);
    var calendar = new CalendarText(shown, where, earliest(protocol, dates, arm), slots);
    var out = spec.commandLine().getOut();
    if (format.json) out.println(calendar.json().encode());
    else if (format.ics) calendar.writeIcs(out, consent);
    else calendar.print(out, dates.keySet());
    out.flush();
    return 0;
  }

  private ZoneId zone() {
    return Optional.of(zone)
        .filter(TimeZoneData.zones()::contains)
        .map(ZoneId::of)
        .orElseThrow(
            () ->
                new UnusableCallException(
                    "--zone %s is no time zone of this machine's tz database: write one such as Europe/Madrid."
                        .formatted(zone)));
  }

  private static LocalDate date(String option, String text) {
    LocalDate date;
    try {
      date = LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new UnusableCallException(
          "%s %s is no date: write one such as 2027-03-21.".formatted(option, text));
    }
    if (date.getYear() >= YEAR_MIN && date.getYear() <= YEAR_MAX) return date;
    throw new UnusableCallException(
        "%s %s is too far from now to count from: write a year from %d to %d."
            .formatted(option, text, YEAR_MIN, YEAR_MAX));
  }

  /** The arms to show; none in particular if all are asked the same. */
  private List<Optional<String>> arms(Protocol protocol) {
    var ids = protocol.arms().stream().map(Arm::id).toList();
    if (arm.isPresent()) {
      if (ids.contains(arm.get())) return List.of(arm);
      if (ids.isEmpty()) {
        throw new UnusableCallException(protocol.study() + " has no arms: leave --arm out.");
      }
      throw new UnusableCallException(
          "--arm %s is no arm of %s, which has: %s."
              .formatted(arm.get(), protocol.study(), String.join(", ", ids)));
    }
    boolean alike = protocol.ema().stream().noneMatch(EmaPlan::tellsArm);
    return alike ? List.of(Optional.empty()) : ids.stream().map(Optional::of).toList();
  }

  private static List<String> names(Optional<String> arm) {
    return arm.stream().toList();
  }

  /** Dates that are given, that of consent among them; each is judged by all others. */
  private Map<String, LocalDate> dates(Protocol protocol, LocalDate consent) {
    var dates = given();
    dates.put(CONSENT, consent);
    var known = earliest(protocol, Map.of(CONSENT, consent), arm).keySet();
    for (var name : dates.keySet()) {
      if (known.contains(name)) continue;
      throw new UnusableCallException(
          "--anchor %s is no anchor of %s, which has: %s."
              .formatted(name, protocol.study(), String.join(", ", known)));
    }
    dates.forEach(
        (name, date) -> {
          if (name.equals(CONSENT)) return;
          var others = new TreeMap<>(dates);
          others.remove(name);
          var earliest = earliest(protocol, others, arm).get(name);
          if (earliest == null || !date.isBefore(earliest)) return;
          throw new UnusableCallException(
              "--anchor %s %s is earlier than the protocol allows after consent on %s: %s at the earliest."
                  .formatted(name, date, consent, earliest));
        });
    return dates;
  }

  /** What {@code --anchor} says. */
  private TreeMap<String, LocalDate> given() {
    var given = new TreeMap<String, LocalDate>();
    var texts = NamedValues.of("--anchor", anchors, "randomization=2027-04-05");
    if (texts.containsKey(CONSENT)) {
      throw new UnusableCallException("--anchor consent is what --from says; leave it out.");
    }
    texts.forEach((name, text) -> given.put(name, date("--anchor " + name, text)));
    return given;
  }

  private static Map<String, LocalDate> earliest(
      Protocol protocol, Map<String, LocalDate> given, Optional<String> arm) {
    try {
      return EarliestAnchors.of(protocol, given, arm);
    } catch (DateTimeException e) {
      throw new UnusableCallException(
          "--from " + given.get(CONSENT) + " is too far from now to count from.");
    }
  }
}
