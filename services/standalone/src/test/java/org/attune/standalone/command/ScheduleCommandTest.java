package org.attune.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.attune.standalone.synthetic.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code schedule} of the three-arm example, across the clock change of 28 March 2027. */
class ScheduleCommandTest {
  private record Run(int exit, String out, String err) {}

  private static Run schedule(String... options) {
    return of("abct-mbsr-tau", options);
  }

  private static Run of(String study, String... options) {
    var out = new StringWriter();
    var err = new StringWriter();
    var arguments = new ArrayList<>(List.of(Examples.directory(study).toString()));
    arguments.addAll(List.of(options));
    int exit =
        new CommandLine(new ScheduleCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setExecutionExceptionHandler(
                (failure, line, _) -> {
                  line.getErr().println(failure.getMessage());
                  return Attune.UNUSABLE;
                })
            .execute(arguments.toArray(String[]::new));
    return new Run(exit, out.toString(), err.toString());
  }

  private static Run madrid(String... more) {
    var options = new ArrayList<>(List.of("--zone", "Europe/Madrid", "--from", "2027-03-21"));
    options.addAll(List.of(more));
    return schedule(options.toArray(String[]::new));
  }

  @Test
  void every_prompt_has_its_instant_and_what_the_clock_shows() {
    var run = madrid("--json");
    assertThat(run.exit()).isZero();
    var slots = new JsonArray(run.out());
    assertThat(slots).hasSize(105);
    var first = slots.getJsonObject(0);
    assertThat(first.fieldNames())
        .containsExactly(
            "slotId",
            "schedule",
            "localDate",
            "local",
            "zone",
            "instant",
            "opens",
            "expires",
            "reminders",
            "index");
    assertThat(first.getString("localDate")).isEqualTo("2027-03-22");
    assertThat(first.getString("local")).startsWith("2027-03-22T").hasSize(16);
    assertThat(madrid("--json").out()).isEqualTo(run.out());
    assertThat(madrid("--json", "--participant-seed", "2").out()).isNotEqualTo(run.out());
  }

  @Test
  void the_text_says_which_dates_were_assumed() {
    assertThat(madrid().out())
        .contains("  consent on 2027-03-21\n", "  randomization on 2027-03-28, the earliest date\n")
        .contains("2027-03-28 Sun\n")
        .endsWith("105 prompts\n");
    assertThat(madrid("--anchor", "randomization=2027-04-05").out())
        .contains("  randomization on 2027-04-05\n");
  }

  @Test
  void the_calendar_file_has_the_same_prompts() {
    var text = madrid("--ics").out();
    assertThat(text).startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n").endsWith("END:VCALENDAR\r\n");
    var slots = new JsonArray(madrid("--json").out());
    var events = text.split("BEGIN:VEVENT\r\n");
    assertThat(events).hasSize(slots.size() + 1);
    for (int i = 0; i < slots.size(); i++) {
      var slot = slots.getJsonObject(i);
      assertThat(events[i + 1])
          .contains(
              "UID:" + slot.getString("slotId") + "\r\n",
              "DTSTART:" + basic(slot.getString("instant")) + "\r\n",
              "DTEND:" + basic(slot.getString("expires")) + "\r\n",
              "SUMMARY:%s %d\r\n".formatted(slot.getString("schedule"), slot.getInteger("index")),
              "TRIGGER:PT10M\r\n",
              "TRIGGER:PT20M\r\n");
    }
    assertThat(madrid("--ics").out()).isEqualTo(text);
  }

  private static String basic(String instant) {
    return instant.replaceAll("[-:]", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "--zone Europe/Atlantis --from 2027-03-21!--zone Europe/Atlantis is no time zone",
        "--zone Europe/Madrid --from tomorrow!--from tomorrow is no date",
        "--zone Europe/Madrid --from 2027-03-21 --anchor consent=2027-03-22!what --from says",
        "--zone Europe/Madrid --from 2027-03-21 --anchor spring=2027-03-22!which has: consent,"
            + " randomization",
        "--zone Europe/Madrid --from 2027-03-21 --anchor randomization=2027-03-27!2027-03-28 at the"
            + " earliest",
        "--zone Europe/Madrid --from 2027-03-21 --json --ics!mutually exclusive",
        "--from 2027-03-21!--zone",
        "--zone Europe/Madrid --from 2027-03-21 --anchor randomization!write one such as",
        "--zone Europe/Madrid --from 2027-03-21 --anchor randomization=2027-04-05 --anchor"
            + " randomization=2027-05-05!--anchor randomization stands twice",
        "--zone Europe/Madrid --from +12027-03-21!--from +12027-03-21 is too far from now",
        "--zone Europe/Madrid --from 1969-12-31!--from 1969-12-31 is too far from now",
        "--zone Europe/Madrid --from 2027-03-21 --anchor randomization=3000-01-01!--anchor"
            + " randomization 3000-01-01 is too far from now",
      })
  void a_call_that_cannot_be_used_says_what_is_wrong(String options, String sentence) {
    var run = schedule(options.split(" "));
    assertThat(run.exit()).isEqualTo(Attune.UNUSABLE);
    assertThat(run.err()).contains(sentence);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void the_order_of_anchors_changes_nothing() {
    var late = List.of("--anchor", "randomization=2027-04-20");
    var early = List.of("--anchor", "session.s3.done=2027-05-01");
    for (var both : List.of(List.of(late, early), List.of(early, late))) {
      var run = evenings(both.stream().flatMap(List::stream).toArray(String[]::new));
      assertThat(run.exit()).isEqualTo(Attune.UNUSABLE);
      assertThat(run.err())
          .contains("--anchor session.s3.done 2027-05-01 is earlier than the protocol allows")
          .contains("2027-05-05 at the earliest");
    }
  }

  private static Run evenings(String... more) {
    var options = new ArrayList<>(List.of("--zone", "Europe/Dublin", "--from", "2027-03-01"));
    options.addAll(List.of(more));
    return of("kindness-evenings", options.toArray(String[]::new));
  }

  @Test
  void what_some_arms_alone_get_is_marked_and_an_arm_can_be_shown_alone() {
    var all = evenings();
    assertThat(all.out())
        .contains("session.s3.done on 2027-03-16, the earliest date")
        .contains("20:15Z  usual_evening 1 of arm usual, open until 21:15")
        .contains("letter 1 of arm kindness, open until")
        .contains("week 1, open until")
        .endsWith("26 prompts\n");
    var kindness = evenings("--arm", "kindness");
    assertThat(kindness.out())
        .contains("letter 1")
        .doesNotContain("usual")
        .endsWith("19 prompts\n");
    var usual = evenings("--arm", "usual");
    assertThat(usual.out()).doesNotContain("letter", "session").endsWith("21 prompts\n");
    var json = new JsonArray(evenings("--arm", "usual", "--json").out());
    assertThat(json.getJsonObject(0).getJsonArray("arms")).containsExactly("usual");
    assertThat(json.getJsonObject(json.size() - 1).containsKey("arms")).isFalse();
  }

  @Test
  void an_arm_has_to_be_one_of_the_study() {
    var run = evenings("--arm", "calm");
    assertThat(run.exit()).isEqualTo(Attune.UNUSABLE);
    assertThat(run.err())
        .contains("--arm calm is no arm of kindness-evenings, which has: kindness, usual.");
    var alike = of("soothing-mrt", "--zone", "UTC", "--from", "2027-03-21", "--arm", "calm");
    assertThat(alike.exit()).isEqualTo(Attune.UNUSABLE);
    assertThat(alike.err()).contains("soothing-mrt has no arms: leave --arm out.");
  }
}
