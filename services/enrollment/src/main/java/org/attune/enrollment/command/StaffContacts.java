package org.attune.enrollment.command;

import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.attune.enrollment.domain.Decision;
import org.attune.enrollment.domain.Refusal;
import org.attune.enrollment.store.ContactStore;
import org.attune.enrollment.store.ContactStore.Covered;
import org.attune.enrollment.store.ContactStore.Post;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.log.History;
import org.attune.protocol.bundle.StaffContact;
import org.attune.protocol.model.Site;

/** Who is told of alerts, per site and role. Names and addresses are kept in the vault. */
public final class StaffContacts {
  private final Database database;
  private final History history;
  private final Desk desk;
  private final ContactStore contacts;
  private final Vault vault;

  public StaffContacts(
      Database database, History history, Desk desk, ContactStore contacts, Vault vault) {
    this.database = database;
    this.history = history;
    this.desk = desk;
    this.contacts = contacts;
    this.vault = vault;
  }

  /**
   * Keeps these contacts in place of all before.
   *
   * @return why not, if the study is not known yet
   * @throws InvalidRequestException if a site is not of the study, or two share site, role and
   *     order
   */
  public Optional<Decision.Refused> replace(String study, List<StaffContact> all) {
    return database.inTransaction(c -> replace(c, study, all));
  }

  private Optional<Decision.Refused> replace(Connection c, String slug, List<StaffContact> all)
      throws SQLException {
    var found = desk.study(c, slug);
    if (found.isEmpty()) {
      return Optional.of(
          new Decision.Refused(Refusal.NOT_KNOWN_YET, "No study of this name is known yet."));
    }
    var newest = found.get().version(found.get().versions().lastKey());
    var sites = newest.sites().stream().map(Site::id).toList();
    var owner = EventKey.ofStudy(slug);
    history.lock(c, owner);
    var before = contacts.clear(c, slug);
    var posts = new HashSet<Post>();
    for (int i = 0; i < all.size(); i++) {
      var contact = all.get(i);
      var path = "contacts[" + i + "]";
      if (!sites.contains(contact.site())) {
        throw new InvalidRequestException(path + ".site", "The study has no site of this id.");
      }
      var post = new Post(contact.site(), contact.role(), contact.order());
      if (!posts.add(post)) {
        throw new InvalidRequestException(
            path + ".order", "Two contacts of a site and role have the same order.");
      }
      contacts.add(c, slug, post);
      vault.put(c, owner, post.field(), text(contact));
    }
    for (var post : before) if (!posts.contains(post)) vault.put(c, owner, post.field(), "{}");
    return Optional.empty();
  }

  private static String text(StaffContact contact) {
    return new JsonObject().put("name", contact.name()).put("address", contact.address()).encode();
  }

  /** Which roles of which sites have somebody to be told. */
  public List<Covered> coverage(String study) {
    return database.inTransaction(c -> contacts.coverage(c, study));
  }
}
