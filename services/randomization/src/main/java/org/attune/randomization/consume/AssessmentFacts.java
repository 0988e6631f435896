package org.attune.randomization.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.attune.outcomes.v1.VisitCompleted;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;
import org.attune.randomization.handle.ParticipantActs;
import org.attune.randomization.store.Fact;

/** Keeps which assessments are complete, with scores and attachment. */
public final class AssessmentFacts implements MessageHandler {
  public static final String TOPIC = "outcomes.v1";

  private final ParticipantActs participants;

  public AssessmentFacts(ParticipantActs participants) {
    this.participants = participants;
  }

  @Override
  public Set<String> types() {
    return Set.of("VisitCompleted");
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    participants.known(connection, message.key(), facts(message.as(VisitCompleted.class)));
  }

  private static List<Fact> facts(VisitCompleted event) {
    var prefix = event.getAssessment() + ".";
    var facts = new ArrayList<Fact>();
    facts.add(Fact.of(prefix + "complete", true));
    for (var score : event.getScores()) {
      var value = score.getValue();
      if (value != null) facts.add(Fact.decimal(prefix + score.getScore(), value));
    }
    var anxiety = event.getAttachmentAnxiety();
    if (anxiety != null) facts.add(Fact.decimal(prefix + "attachment.anxiety", anxiety));
    var avoidance = event.getAttachmentAvoidance();
    if (avoidance != null) facts.add(Fact.decimal(prefix + "attachment.avoidance", avoidance));
    var style = event.getAttachmentStyle();
    if (style != null) facts.add(Fact.text(prefix + "attachment.style", style));
    return facts;
  }
}
