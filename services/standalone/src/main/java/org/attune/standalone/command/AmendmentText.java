package org.attune.standalone.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.attune.protocol.amendment.Amendment;
import org.attune.protocol.amendment.Area;
import org.attune.protocol.amendment.Change;
import org.attune.protocol.amendment.Effect;
import org.attune.protocol.amendment.Who;

/** An amendment for a person at a terminal: whom it strands, then what changes for whom. */
final class AmendmentText {
  private static final int VALUE_CHARS_MAX = 120;

  /** A further language changes every text of the study; the rest is in the JSON document. */
  private static final int TEXTS_MAX = 20;

  private AmendmentText() {}

  static void print(Amendment amendment, PrintStream out) {
    var before = amendment.before();
    var after = amendment.after();
    if (amendment.changes().isEmpty()) {
      out.printf(
          before.version() == after.version()
              ? "No change: both are version %d of %s.%n"
              : "No change: version %d of %s changes nothing but its number, date and reason.%n",
          after.version(),
          after.study());
      return;
    }
    out.printf("%s: version %d to %d%n", after.study(), before.version(), after.version());
    after.effective().ifPresent(date -> out.printf("Effective: %s, local midnight%n", date));
    after.reason().ifPresent(reason -> out.printf("Reason: %s%n", reason));
    strandings(amendment, out);
    var groups = new LinkedHashMap<Effect, List<Change>>();
    for (var change : amendment.changes()) {
      groups.computeIfAbsent(change.effect(), _ -> new ArrayList<>()).add(change);
    }
    groups.forEach((effect, changes) -> group(effect, changes, out));
    verdict(amendment, out);
  }

  private static void strandings(Amendment amendment, PrintStream out) {
    if (amendment.strandings().isEmpty()) return;
    out.printf("%nStranding%n");
    for (var stranding : amendment.strandings()) {
      out.printf("  %s%n", stranding.path());
      out.printf("    %s%n    %s%n", stranding.sentence(), stranding.remedy());
    }
  }

  private static void group(Effect effect, List<Change> changes, PrintStream out) {
    out.printf("%n%s%n", effect.area().title());
    out.printf(
        "  Reaches: %s.%n",
        effect.who().stream().map(Who::words).collect(Collectors.joining("; ")));
    out.printf("  %s%n", effect.how().sentence());
    int shown = effect.area() == Area.TEXTS ? TEXTS_MAX : changes.size();
    changes.stream().limit(shown).forEach(change -> line(change, out));
    if (changes.size() > shown) {
      out.printf("    and %d more; --json lists them all%n", changes.size() - shown);
    }
  }

  private static void line(Change change, PrintStream out) {
    var difference = change.difference();
    out.printf("    %-8s %s%n", difference.kind().slug(), difference.place());
    difference.before().ifPresent(value -> out.printf("        old: %s%n", shortened(value)));
    difference.after().ifPresent(value -> out.printf("        new: %s%n", shortened(value)));
  }

  private static String shortened(String value) {
    int length = value.codePointCount(0, value.length());
    if (length <= VALUE_CHARS_MAX) return value;
    return value.substring(0, value.offsetByCodePoints(0, VALUE_CHARS_MAX)) + "...";
  }

  private static void verdict(Amendment amendment, PrintStream out) {
    out.println();
    if (!amendment.strandings().isEmpty()) {
      out.println("This amendment strands participants: amend otherwise, as said above.");
    }
    if (amendment.isRefusedOnceOpen()) {
      out.println("Publishing refuses this amendment once the study has opened.");
    }
    if (amendment.asksConsentAgain()) {
      out.println("Re-consent: everyone enrolled under the old version.");
    }
    out.printf("Changes: %d.%n", amendment.changes().size());
  }
}
