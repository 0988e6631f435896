package org.attune.protocol.schedule;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.attune.protocol.model.Protocol;

/**
 * Every momentary prompt that a participant is to get, if nothing comes between: all schedules of a
 * protocol, each from its anchor to its last day.
 */
public final class ParticipantCalendar {
  private static final Comparator<Slot> ORDER =
      Comparator.comparing(Slot::at).thenComparing(Slot::schedule).thenComparing(Slot::index);

  private final Protocol protocol;
  private final UUID participant;
  private final ZoneId zone;
  private final byte[] secret;

  /**
   * @param zone where the participant is all the time
   * @param secret key of the random times, 256 bits
   */
  public ParticipantCalendar(Protocol protocol, UUID participant, ZoneId zone, byte[] secret) {
    this.protocol = protocol;
    this.participant = participant;
    this.zone = zone;
    this.secret = secret.clone();
  }

  /**
   * The slots, earliest first; those at one instant by schedule and index.
   *
   * @param anchors local dates on which anchors happened, by name; a schedule whose anchor is not
   *     among them has no slots
   */
  public List<Slot> slots(Map<String, LocalDate> anchors) {
    var hours = PromptHours.of(protocol);
    var slots = new ArrayList<Slot>();
    for (var plan : protocol.ema()) {
      var anchor = anchors.get(plan.from().after());
      if (anchor == null) continue;
      for (var date : Expander.dates(plan, anchor)) {
        slots.addAll(Expander.day(protocol.study(), plan, participant, zone, date, hours, secret));
      }
    }
    slots.sort(ORDER);
    return slots;
  }
}
