package org.attune.ema.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.attune.ema.handle.ReplanHandler;
import org.attune.ema.store.FactStore;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;
import org.attune.platform.log.History;
import org.attune.randomization.v1.ArmAllocated;

/**
 * Who is in which arm, for the schedules that some arms alone have. Nothing else is done by it:
 * what everybody is asked begins by the public word that somebody was randomized.
 */
public final class ArmFacts implements MessageHandler {
  public static final String TOPIC = "randomization.restricted.v1";

  private final History history;
  private final FactStore facts;
  private final ReplanHandler replans;

  public ArmFacts(History history, FactStore facts, ReplanHandler replans) {
    this.history = history;
    this.facts = facts;
    this.replans = replans;
  }

  @Override
  public Set<String> types() {
    return Set.of("ArmAllocated");
  }

  @Override
  public void apply(Connection c, Message message) throws SQLException {
    var place = history.lock(c, message.key());
    facts.arm(c, message.key(), message.as(ArmAllocated.class).getArm());
    var _ = replans.begin(c, place, Optional.of(message.position()));
  }
}
