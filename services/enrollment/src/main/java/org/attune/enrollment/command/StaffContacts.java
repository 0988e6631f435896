package org.attune.enrollment.command;

import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.attune.enrollment.domain.Decision;
import org.attune.enrollment.domain.Refusal;
import org.attune.enrollment.domain.SafetyContactsNamed;
import org.attune.enrollment.domain.SafetyContactsNamed.SafetyPost;
import org.attune.enrollment.store.ContactStore;
import org.attune.enrollment.store.ContactStore.Covered;
import org.attune.enrollment.store.ContactStore.Post;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.log.History;
import org.attune.platform.study.Study;
import org.attune.platform.study.StudyStatus;
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

  /** What came of naming contacts. */
  public sealed interface Naming {
    /**
     * They are kept.
     *
     * @param number of this naming; a later one has a higher number
     */
    record Named(long number) implements Naming {}

    /** Not now. */
    record Refused(Decision.Refused refusal) implements Naming {}
  }

  /**
   * Keeps these contacts in place of all before, and says without names who can be told.
   *
   * @throws InvalidRequestException if a site is not of the study, or two share site, role and
   *     order
   */
  public Naming replace(String study, List<StaffContact> all) {
    return database.inTransaction(c -> replace(c, study, all));
  }

  private Naming replace(Connection c, String slug, List<StaffContact> all) throws SQLException {
    var found = desk.study(c, slug);
    if (found.isEmpty()) {
      return new Naming.Refused(
          new Decision.Refused(Refusal.NOT_KNOWN_YET, "No study of this name is known yet."));
    }
    var study = found.get();
    var newest = study.version(found.get().versions().lastKey());
    var sites = newest.sites().stream().map(Site::id).toList();
    var owner = EventKey.ofStudy(slug);
    var place = history.lock(c, owner);
    var posts = posts(all, sites);
    var lacking = lacking(study, posts, place.now());
    if (!lacking.isEmpty()) {
      return new Naming.Refused(
          new Decision.Refused(
              Refusal.SAFETY_CONTACT_MISSING,
              "The study is open, and these contacts would leave nobody for %s: those named before stay."
                  .formatted(String.join(", ", lacking))));
    }
    var before = contacts.clear(c, slug);
    for (int i = 0; i < all.size(); i++) {
      contacts.add(c, slug, posts.get(i));
      vault.put(c, owner, posts.get(i).field(), text(all.get(i)));
    }
    for (var post : before) if (!posts.contains(post)) vault.put(c, owner, post.field(), "{}");
    long naming = place.lastSeq() + 1;
    var named = new SafetyContactsNamed(slug, naming, posts(c, slug), place.now());
    history.append(c, place, List.of(named));
    return new Naming.Named(naming);
  }

  /** The post of each contact, in their order. */
  private static List<Post> posts(List<StaffContact> all, List<String> sites) {
    var posts = new ArrayList<Post>(all.size());
    for (int i = 0; i < all.size(); i++) {
      var contact = all.get(i);
      var path = "contacts[" + i + "]";
      if (!sites.contains(contact.site())) {
        throw new InvalidRequestException(path + ".site", "The study has no site of this id.");
      }
      var post = new Post(contact.site(), contact.role(), contact.order());
      if (posts.contains(post)) {
        throw new InvalidRequestException(
            path + ".order", "Two contacts of a site and role have the same order.");
      }
      posts.add(post);
    }
    return posts;
  }

  /** What an open study needs and none of {@code posts} is, each as {@code site/role}. */
  private static List<String> lacking(Study study, List<Post> posts, Instant now) {
    if (study.synthetic() || study.status() == StudyStatus.PUBLISHED) return List.of();
    var lacking = new ArrayList<String>();
    for (var site : study.version(study.versions().lastKey()).sites()) {
      for (var role : needed(study, site, now)) {
        boolean held =
            posts.stream().anyMatch(p -> p.site().equals(site.id()) && p.role().equals(role));
        if (!held) lacking.add(site.id() + "/" + role);
      }
    }
    return lacking;
  }

  /** Roles that the version in force at a site tells of alerts; none where it has no such site. */
  private static List<String> needed(Study study, Site site, Instant now) {
    var inForce = study.inForce(LocalDate.ofInstant(now, site.zone()));
    return inForce.site(site.id()).map(inForce::safetyRoles).orElseGet(List::of);
  }

  /**
   * Roles that a safety alert at this site would look for and nobody holds; in a rehearsal nobody
   * is told, so that none is missing.
   */
  List<String> unnamed(Connection c, Study study, Site site, Instant now) throws SQLException {
    if (study.synthetic()) return List.of();
    var inForce = study.inForce(LocalDate.ofInstant(now, site.zone()));
    var held =
        contacts.coverage(c, study.slug()).stream()
            .filter(covered -> covered.site().equals(site.id()))
            .map(Covered::role)
            .toList();
    return inForce.safetyRoles(site).stream().filter(role -> !held.contains(role)).toList();
  }

  private List<SafetyPost> posts(Connection c, String slug) throws SQLException {
    return contacts.coverage(c, slug).stream()
        .map(covered -> new SafetyPost(covered.site(), covered.role(), covered.people()))
        .toList();
  }

  private static String text(StaffContact contact) {
    return new JsonObject().put("name", contact.name()).put("address", contact.address()).encode();
  }

  /** Which roles of which sites have somebody to be told. */
  public List<Covered> coverage(String study) {
    return database.inTransaction(c -> contacts.coverage(c, study));
  }
}
