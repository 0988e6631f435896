package org.attune.enrollment.delivery;

import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.enrollment.store.ContactStore;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** What is needed to tell staff: whose site, what the ledger says, and who holds a role there. */
final class StaffStore {
  private static final String FIND =
      """
      select p.site, d.outcome, d.participant as claimant
      from participant p
      left join delivery d on d.study = p.study and d.id = ? and d.occasion = ?
      where p.study = ? and p.participant = ?
      """;

  private final ContactStore contacts = new ContactStore();
  private final Vault vault;

  StaffStore(Vault vault) {
    this.vault = vault;
  }

  /**
   * What is known before the role is looked up.
   *
   * @param site of the participant
   * @param recorded outcome of an earlier request; empty if there was none or it was not learned
   * @param claimant whom an earlier request of the same id and occasion was about
   */
  record Known(String site, Optional<Outcome> recorded, Optional<String> claimant) {}

  /** What is known of the participant and of an earlier request; no row for one not invited. */
  Sql.Query<Known> finding(DeliveryRequest request) {
    return new Sql.Query<>(
        FIND,
        row ->
            new Known(
                row.getString("site"),
                Optional.ofNullable(row.getString("outcome")).map(Outcome::valueOf),
                Optional.ofNullable(row.getString("claimant"))),
        request.id(),
        request.occasion(),
        request.key().study(),
        request.key().participant());
  }

  /**
   * Somebody who holds a role.
   *
   * @param position in the order of escalation, from 1
   * @param address empty if the post was given up just now
   */
  record Holder(int position, String address) {
    /** Never the address. */
    @Override
    public String toString() {
      return "holder " + position;
    }
  }

  /** Who holds a role at a site, in the order of escalation. */
  List<Holder> holders(Connection connection, String study, String site, String role)
      throws SQLException {
    var holders = new ArrayList<Holder>();
    for (var post : contacts.posts(connection, study, site, role)) {
      var kept = vault.find(connection, EventKey.ofStudy(study), post.field()).orElse("{}");
      holders.add(new Holder(post.position(), new JsonObject(kept).getString("address", "")));
    }
    return holders;
  }
}
