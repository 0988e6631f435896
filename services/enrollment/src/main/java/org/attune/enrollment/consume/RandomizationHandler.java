package org.attune.enrollment.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.attune.enrollment.store.RecruitmentStore;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Message;
import org.attune.platform.log.History;
import org.attune.randomization.v1.ClosingReason;
import org.attune.randomization.v1.RandomizationClosed;

/**
 * Keeps what randomization says of a study (it has all it needs) and of participants (randomized,
 * or never). Which arm is not said on this topic.
 */
public final class RandomizationHandler implements MessageHandler {
  public static final String TOPIC = "randomization.v1";

  private static final Set<String> TYPES =
      Set.of("RandomizationClosed", "ParticipantRandomized", "ParticipantNotRandomized");

  private final History history;
  private final RecruitmentStore recruitment;

  public RandomizationHandler(History history, RecruitmentStore recruitment) {
    this.history = history;
    this.recruitment = recruitment;
  }

  @Override
  public Set<String> types() {
    return TYPES;
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    if (message.isErased()) return;
    var key = message.key();
    switch (message.type()) {
      case "RandomizationClosed" -> {
        var closed = message.as(RandomizationClosed.class);
        if (closed.getReason() == ClosingReason.TARGET_REACHED) {
          recruitment.fill(connection, closed.getStudy());
        }
      }
      case "ParticipantRandomized" -> settled(connection, key, true);
      case "ParticipantNotRandomized" -> settled(connection, key, false);
      default -> throw new IllegalStateException(message.type() + " was not asked for");
    }
  }

  /** The participant locked, so that this and an erasure do not cross. */
  private void settled(Connection connection, EventKey key, boolean randomized)
      throws SQLException {
    history.lock(connection, key);
    recruitment.randomized(connection, key.study(), key.participant(), randomized);
  }
}
