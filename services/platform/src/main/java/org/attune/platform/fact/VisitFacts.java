package org.attune.platform.fact;

import java.util.ArrayList;
import java.util.List;
import org.attune.outcomes.v1.VisitCompleted;

/** What a completed assessment tells expressions: that it is complete, its scores, attachment. */
public final class VisitFacts {
  public static final String TOPIC = "outcomes.v1";
  public static final String TYPE = "VisitCompleted";

  private VisitFacts() {}

  public static List<Fact> of(VisitCompleted event) {
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
