package org.attune.interventions.domain;

import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.interventions.domain.InterventionsEvent.ModuleKind;
import org.attune.protocol.model.Content;
import org.attune.protocol.model.LocalizedText;
import org.attune.protocol.model.Programme;

/**
 * A session or practice of a programme.
 *
 * @param delivery how a session is held; practices are self-guided
 * @param unlocks offset from the programme's first day
 * @param everyDays days between two offers of a practice; empty for a session
 * @param minutes planned length
 * @param content what is shown of it beyond its text
 */
public record Module(
    String id,
    ModuleKind kind,
    String delivery,
    Period unlocks,
    Optional<Integer> everyDays,
    int minutes,
    LocalizedText title,
    LocalizedText text,
    Content content) {
  /** How a session is held whose attendance a facilitator records. */
  static final String GROUP = "group";

  /** Sessions, then practices, in the order of the programme. */
  public static List<Module> of(Programme programme) {
    var modules = new ArrayList<Module>();
    for (var session : programme.sessions()) {
      modules.add(
          new Module(
              session.id(),
              ModuleKind.SESSION,
              session.delivery(),
              session.unlocks(),
              Optional.empty(),
              session.minutes(),
              session.title(),
              session.text(),
              session.content()));
    }
    for (var practice : programme.practices()) {
      modules.add(
          new Module(
              practice.id(),
              ModuleKind.PRACTICE,
              "self-guided",
              practice.unlocks(),
              Optional.of(practice.everyDays()),
              practice.minutes(),
              practice.title(),
              practice.text(),
              practice.content()));
    }
    return List.copyOf(modules);
  }

  /** Whether a facilitator holds it for a group. */
  public boolean isHeldInGroup() {
    return delivery.equals(GROUP);
  }
}
