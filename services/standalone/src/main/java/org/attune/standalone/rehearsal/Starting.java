package org.attune.standalone.rehearsal;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;
import java.util.UUID;
import org.attune.protocol.model.EmaPlan;
import org.attune.standalone.synthetic.PromptReaction;

/**
 * How one person starts prompts when something happens: as often as that person answers others, at
 * any time of a waking day, sometimes too soon after the last one.
 */
record Starting(Life life, Prompting prompting) {
  private static final LocalTime WAKES = LocalTime.of(7, 0);
  private static final Duration WAKING = Duration.ofHours(16);
  private static final Set<String> LIMITS =
      Set.of("started-too-soon", "too-many-started", "not-startable", "slot-cancelled");

  /** What happens to the person on one day. */
  void expect(EmaPlan plan, LocalDate date) {
    for (int occasion = 1; occasion <= plan.times().count(); occasion++) {
      var name = "start/%s/%s/%d".formatted(plan.id(), date, occasion);
      if (!(life.person().reaction(name, plan.expires())
          instanceof PromptReaction.Answered answered)) continue;
      long after = life.person().chance(name).between(0, WAKING.toMillis());
      var started = date.atTime(WAKES).atZone(life.zone()).toInstant().plusMillis(after);
      var completed = started.plus(answered.taking());
      life.timeline()
          .plan(
              life.online(completed),
              () -> start(plan, date, name, started, completed, answered.twice()));
    }
  }

  private void start(
      EmaPlan plan, LocalDate date, String name, Instant started, Instant completed, boolean twice)
      throws InterruptedException {
    if (!life.meetsPrompts(started)) return;
    var phone = life.phone();
    var slot = random(phone.id(name)).toString();
    var body =
        new JsonObject()
            .put("schedule", plan.id())
            .put("startedAt", phone.shows(started).toString())
            .put("deviceNow", phone.shows(life.timeline().now()).toString());
    var reply = phone.exchange("PUT", "ema", "/prompts/" + slot, body, LIMITS);
    if (!reply.isOk()) return;
    if (twice) phone.send("PUT", "ema", "/prompts/" + slot, body, Set.of());
    prompting.answer(reply.body(), date, started, completed, twice);
  }

  /** As a device makes ids: of version 4, so that it is never one of a planned prompt. */
  private static UUID random(UUID id) {
    return new UUID(
        (id.getMostSignificantBits() & ~0xF000L) | 0x4000L, id.getLeastSignificantBits());
  }
}
