package org.attune.randomization.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.attune.enrollment.v1.ConsentDeclined;
import org.attune.enrollment.v1.ConsentRenewed;
import org.attune.enrollment.v1.LeavingWay;
import org.attune.enrollment.v1.ParticipantEnrolled;
import org.attune.enrollment.v1.ParticipantLeft;
import org.attune.enrollment.v1.ParticipantScreened;
import org.attune.enrollment.v1.ScreeningOutcome;
import org.attune.enrollment.v1.ZoneChanged;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;
import org.attune.platform.fact.Fact;
import org.attune.randomization.domain.Candidate.Enrollment;
import org.attune.randomization.handle.ParticipantActs;

/** Keeps who is eligible, who consented to what and where they are, and who left. */
public final class EnrollmentFacts implements MessageHandler {
  public static final String TOPIC = "enrollment.v1";

  private final ParticipantActs participants;

  public EnrollmentFacts(ParticipantActs participants) {
    this.participants = participants;
  }

  @Override
  public Set<String> types() {
    return Set.of(
        "ParticipantScreened",
        "ConsentDeclined",
        "ParticipantEnrolled",
        "ConsentRenewed",
        "ZoneChanged",
        "ParticipantLeft");
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    var key = message.key();
    switch (message.type()) {
      case "ParticipantScreened" -> {
        var event = message.as(ParticipantScreened.class);
        boolean eligible = event.getOutcome() == ScreeningOutcome.ELIGIBLE;
        participants.screened(connection, key, eligible, event.getSite(), answers(event));
      }
      case "ConsentDeclined" -> {
        message.as(ConsentDeclined.class);
        participants.declined(connection, key);
      }
      case "ParticipantEnrolled" -> {
        var event = message.as(ParticipantEnrolled.class);
        participants.enrolled(
            connection,
            key,
            new Enrollment(
                event.getProtocolVersion(),
                event.getConsentVersion(),
                event.getSite(),
                ZoneId.of(event.getZone())));
      }
      case "ConsentRenewed" ->
          participants.renewed(
              connection, key, message.as(ConsentRenewed.class).getConsentVersion());
      case "ZoneChanged" ->
          participants.moved(connection, key, message.as(ZoneChanged.class).getZone());
      case "ParticipantLeft" -> {
        if (leaves(message.as(ParticipantLeft.class).getWay())) {
          participants.departed(connection, key, message.position());
        }
      }
      default -> throw new IllegalStateException(message.type() + " was not asked for");
    }
  }

  /** Stopping prompts or an intervention leaves a participant in the trial. */
  private static boolean leaves(LeavingWay way) {
    return switch (way) {
      case WITHDRAW_FOLLOWUP, WITHDRAW_DATA, UNKNOWN -> true;
      case STOP_INTERVENTION, STOP_PROMPTS -> false;
    };
  }

  private static List<Fact> answers(ParticipantScreened event) {
    var facts = new ArrayList<Fact>();
    for (var answer : event.getAnswers()) {
      var number = answer.getNumber();
      var text = answer.getText();
      if (number != null) facts.add(Fact.decimal(answer.getItem(), number.toString()));
      else if (text != null) facts.add(Fact.text(answer.getItem(), text));
    }
    return facts;
  }
}
