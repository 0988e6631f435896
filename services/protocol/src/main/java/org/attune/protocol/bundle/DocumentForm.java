package org.attune.protocol.bundle;

import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.attune.protocol.model.ConsentForm;
import org.attune.protocol.model.CrisisCard;
import org.attune.protocol.model.Programme;

/** Reads the files that participants get to see: consent forms, crisis cards, programmes. */
record DocumentForm(Context context) {
  static final String CONSENT_FOLDER = "consent/";
  private static final int VERSION_MAX = 10_000;
  private static final int MINUTES_MAX = 24 * 60;
  private static final String LEAVE = "leave";
  private static final List<String> REFUSING = List.of("keep", LEAVE);
  private static final List<String> DELIVERIES = List.of("self-guided", "individual", "group");

  Optional<ConsentForm> consent(String stem, Tree tree) {
    var fields =
        context.fields(
            tree,
            "a consent form",
            "consent",
            "version",
            "title",
            "sections",
            "late-use",
            "understanding",
            "refusing");
    var id = fields.slug("consent");
    context.named(fields, "consent", stem);
    var sections = fields.mustList("sections", section -> Optional.of(section(section)));
    context.uniqueIn(fields, "sections", "id");
    return Optional.of(
        new ConsentForm(
            id,
            fields.integer("version", 1, VERSION_MAX),
            fields.localized("title"),
            sections,
            fields.localized("late-use"),
            questions(fields),
            refusingLeaves(fields)));
  }

  private static boolean refusingLeaves(Fields fields) {
    return fields.has("refusing")
        && fields.oneOf("refusing", "unknown-value", REFUSING).equals(LEAVE);
  }

  private List<ConsentForm.Question> questions(Fields fields) {
    var questions = fields.list("understanding", question -> Optional.of(question(question)));
    context.uniqueIn(fields, "understanding", "id");
    return questions;
  }

  private ConsentForm.Question question(Tree tree) {
    var fields =
        context.fields(
            tree, "a question about the form", "id", "text", "options", "right", "explanation");
    var options = fields.mustList("options", context.values()::localized);
    return new ConsentForm.Question(
        fields.slug("id"),
        fields.localized("text"),
        options,
        fields.integer("right", 1, Math.max(1, options.size())),
        fields.localized("explanation"));
  }

  private ConsentForm.Section section(Tree tree) {
    var fields = context.fields(tree, "a section", "id", "heading", "text");
    return new ConsentForm.Section(
        fields.slug("id"), fields.localized("heading"), fields.localized("text"));
  }

  CrisisCard crisisCard(String stem, Tree tree) {
    var fields = context.fields(tree, "a crisis card", "card", "title", "text", "contacts");
    var id = fields.slug("card");
    context.named(fields, "card", stem);
    return new CrisisCard(
        id,
        fields.localized("title"),
        fields.localized("text"),
        fields.mustList("contacts", contact -> Optional.of(crisisContact(contact))));
  }

  private CrisisCard.Contact crisisContact(Tree tree) {
    var fields = context.fields(tree, "a contact", "name", "phone", "hours");
    return new CrisisCard.Contact(
        fields.localized("name"), fields.text("phone"), fields.localized("hours"));
  }

  /**
   * @param folder of the programmes; a folder in it named like the programme holds its content
   */
  Optional<Programme> programme(String folder, String stem, Tree tree) {
    var content = new ContentForm(context, folder + stem + "/");
    var fields =
        context.fields(tree, "a programme", "programme", "title", "for", "sessions", "practices");
    var id = fields.slug("programme");
    context.named(fields, "programme", stem);
    var sessions = fields.list("sessions", session -> Optional.of(session(session, content)));
    var practices = fields.list("practices", practice -> Optional.of(practice(practice, content)));
    context.uniqueIn(fields, "sessions", "id");
    context.uniqueIn(fields, "practices", "id");
    content.refuseOthers();
    if (!fields.has("sessions") && !fields.has("practices")) {
      context
          .report()
          .hole(
              fields.place(),
              "missing-key",
              "A programme needs 'sessions' or 'practices'; add one of them.");
    }
    return Optional.of(
        new Programme(id, fields.localized("title"), fields.days("for"), sessions, practices));
  }

  private Programme.Session session(Tree tree, ContentForm content) {
    var fields =
        context.fields(tree, "a session", "id", "delivery", "unlocks", "minutes", "title", "text");
    var id = fields.slug("id");
    return new Programme.Session(
        id,
        fields.oneOf("delivery", "unknown-delivery", DELIVERIES),
        unlocks(fields),
        fields.integer("minutes", 1, MINUTES_MAX),
        fields.localized("title"),
        fields.localized("text"),
        content.of(id));
  }

  private Programme.Practice practice(Tree tree, ContentForm content) {
    var fields =
        context.fields(tree, "a practice", "id", "unlocks", "every", "minutes", "title", "text");
    var id = fields.slug("id");
    return new Programme.Practice(
        id,
        unlocks(fields),
        fields.days("every"),
        fields.integer("minutes", 1, MINUTES_MAX),
        fields.localized("title"),
        fields.localized("text"),
        content.of(id));
  }

  private static Period unlocks(Fields fields) {
    return fields.period("unlocks");
  }

  /** The staff of {@code contacts.yaml}. */
  List<StaffContact> staff(Tree tree) {
    var fields = context.fields(tree, "contacts.yaml", "contacts");
    return fields.mustList(
        "contacts",
        item -> {
          var contact =
              context.fields(item, "a contact", "site", "role", "name", "address", "order");
          return Optional.of(
              new StaffContact(
                  contact.slug("site"),
                  contact.slug("role"),
                  contact.text("name"),
                  contact.text("address"),
                  contact.integer("order", 1, 100)));
        });
  }
}
