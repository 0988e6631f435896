package org.attune.ema.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.SafetyRuleMet;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** Which safety rules answers have met. Write only with the participant locked. */
public final class RuleMetStore {
  private static final String OF_ANSWER =
      "select rule from rule_met where study = ? and participant = ? and answer_id = ?";

  private static final String ALL =
      "select answer_id, rule, slot_id from rule_met where study = ? and participant = ?";

  private static final String ADD =
      "insert into rule_met (study, participant, answer_id, rule, slot_id) values (?, ?, ?, ?, ?)";

  /**
   * A rule that an answer met.
   *
   * @param rule its id in the protocol
   */
  public record Met(UUID answerId, String rule, UUID slotId) {
    public static Met of(SafetyRuleMet event) {
      return new Met(event.answerId(), event.rule(), event.slotId());
    }
  }

  /** The rules that an answer has met, by id. */
  public Set<String> of(Connection c, EventKey key, UUID answer) throws SQLException {
    return new TreeSet<>(
        Sql.query(
            c, OF_ANSWER, row -> row.getString("rule"), key.study(), key.participant(), answer));
  }

  /** All that a participant's answers have met, in no order. */
  public List<Met> all(Connection c, EventKey key) throws SQLException {
    return Sql.query(c, ALL, RuleMetStore::read, key.study(), key.participant());
  }

  /** Notes a rule that an answer meets, for the first time. */
  public void add(Connection c, EventKey key, Met met) throws SQLException {
    Sql.write(c, ADD, key.study(), key.participant(), met.answerId(), met.rule(), met.slotId());
  }

  private static Met read(ResultSet row) throws SQLException {
    return new Met(
        row.getObject("answer_id", UUID.class),
        row.getString("rule"),
        row.getObject("slot_id", UUID.class));
  }
}
