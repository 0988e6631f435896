package org.attune.randomization.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.attune.ema.v1.ScheduleEnded;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;
import org.attune.platform.fact.Fact;
import org.attune.randomization.handle.ParticipantActs;

/** Keeps which schedules of prompts have ended. */
public final class MomentaryFacts implements MessageHandler {
  public static final String TOPIC = "ema.v1";

  private final ParticipantActs participants;

  public MomentaryFacts(ParticipantActs participants) {
    this.participants = participants;
  }

  @Override
  public Set<String> types() {
    return Set.of("ScheduleEnded");
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    var name = "ema." + message.as(ScheduleEnded.class).getSchedule() + ".ended";
    participants.known(connection, message.key(), List.of(Fact.of(name, true)));
  }
}
