package org.attune.protocol.bundle;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.model.AnalysisPlan;
import org.attune.protocol.model.AttachmentRule;
import org.attune.protocol.model.CrisisCard;
import org.attune.protocol.model.EnrollmentPlan;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Registration;
import org.attune.protocol.model.Site;

/** Reads {@code study.yaml} and, through what it names, the files beside it. */
record StudyForm(Context context) {
  static final String FILE = "study.yaml";
  private static final Period LATE_ANSWERS = Period.ofDays(14);
  private static final int VERSION_MAX = 10_000;
  private static final int TARGET_MAX = 100_000;
  private static final List<String> RULES = List.of("quadrants", "classification-functions");

  Protocol read(Tree tree) {
    var fields =
        context.fields(
            tree,
            "a study",
            "study",
            "version",
            "effective",
            "reason",
            "title",
            "registration",
            "languages",
            "quiet-hours",
            "sites",
            "attachment",
            "arms",
            "enrollment",
            "randomization",
            "assessments",
            "ema",
            "late-answers",
            "interventions",
            "safety",
            "analysis",
            "micro-randomization");
    var documents = new DocumentForm(context);
    var questionnaires =
        context.folder(QuestionnaireForm.FOLDER, new QuestionnaireForm(context)::read);
    var consents = context.folder(DocumentForm.CONSENT_FOLDER, documents::consent);
    var folder = fields.maybe("interventions", this::folder).orElse("interventions/");
    var programmes =
        context.folder(folder, (stem, file) -> documents.programme(folder, stem, file));
    var design = new DesignForm(context, questionnaires, programmes);
    var quiet = fields.must("quiet-hours", new Hours(LocalTime.MIN, LocalTime.MIN), this::hours);
    var version = fields.integer("version", 1, VERSION_MAX);
    var sites = fields.mustList("sites", site -> Optional.of(site(site)));
    context.uniqueIn(fields, "sites", "id");
    var arms = fields.list("arms", arm -> Optional.of(design.arm(arm)));
    context.uniqueIn(fields, "arms", "id");
    var assessments = fields.list("assessments", plan -> Optional.of(design.assessment(plan)));
    var ema = fields.list("ema", plan -> Optional.of(design.ema(plan)));
    var safety = fields.list("safety", rule -> Optional.of(design.safety(rule)));
    for (var list : List.of("assessments", "ema", "safety", "micro-randomization")) {
      context.uniqueIn(fields, list, "id");
    }
    if (!arms.isEmpty() && !fields.has("randomization")) {
      context
          .report()
          .hole(
              fields.place("arms"),
              "missing-key",
              "A study with arms needs the key 'randomization'; add it.");
    }
    var analysis = fields.maybe("analysis", this::analysis).orElse(AnalysisForm.NONE);
    return new Protocol(
        fields.slug("study"),
        version,
        amended(fields, "effective", version, context.values()::date),
        amended(fields, "reason", version, context.values()::text),
        fields.localized("title"),
        fields.maybe("registration", this::registration),
        fields.mustList("languages", context.values()::language),
        quiet.from(),
        quiet.until(),
        sites,
        fields.maybe("attachment", this::attachment),
        arms,
        fields.must("enrollment", NO_ENROLLMENT, plan -> enrollment(plan, questionnaires)),
        fields.maybe("randomization", design::randomization),
        assessments,
        ema,
        fields.maybe("late-answers", context.values()::period).orElse(LATE_ANSWERS),
        questionnaires,
        consents,
        crisisCards(sites, documents),
        programmes,
        safety,
        fields.list("micro-randomization", design::decisionPoint),
        analysis,
        CanonicalProtocol.sha256(analysis),
        "");
  }

  private static final EnrollmentPlan NO_ENROLLMENT = new EnrollmentPlan(1, "", List.of(), "", "");

  private record Hours(LocalTime from, LocalTime until) {}

  private <T> Optional<T> amended(
      Fields fields, String key, int version, Function<Tree, Optional<T>> as) {
    if (version > 1 && !fields.has(key)) {
      context
          .report()
          .hole(
              fields.place("version"),
              "missing-key",
              "Version %d is an amendment and needs the key '%s'; add it.".formatted(version, key));
    }
    return fields.maybe(key, as);
  }

  private Optional<Hours> hours(Tree tree) {
    var fields = context.fields(tree, "quiet-hours", "from", "until");
    return Optional.of(new Hours(fields.time("from"), fields.time("until")));
  }

  private Optional<Registration> registration(Tree tree) {
    var fields = context.fields(tree, "a registration", "registry", "id");
    return Optional.of(new Registration(fields.text("registry"), fields.text("id")));
  }

  private Optional<String> folder(Tree tree) {
    return context
        .values()
        .text(tree)
        .filter(
            text -> {
              var fits = text.matches("[a-z][a-z0-9-]*/");
              if (!fits) {
                context
                    .report()
                    .hole(
                        tree.place(),
                        "malformed-folder",
                        "'%s' is not a folder of the bundle; write interventions/."
                            .formatted(text));
              }
              return fits;
            });
  }

  private Site site(Tree tree) {
    var fields =
        context.fields(
            tree, "a site", "id", "zone", "opens", "languages", "crisis", "safety-contact");
    return new Site(
        fields.slug("id"),
        fields.must("zone", ZoneOffset.UTC, zone -> context.values().zone(zone)),
        fields.must("opens", LocalDate.EPOCH, context.values()::date),
        fields.has("languages")
            ? fields.mustList("languages", this::studyLanguage)
            : List.copyOf(context.values().languages()),
        fields.maybeText("crisis").orElse(""),
        fields.maybeText("safety-contact").orElse(""));
  }

  private Optional<String> studyLanguage(Tree tree) {
    var text = context.values().text(tree);
    var known = context.values().languages();
    if (text.isPresent() && !known.isEmpty() && !known.contains(text.get())) {
      context
          .report()
          .error(
              tree.place(),
              "unknown-language",
              "'%s' is not among the study's languages. %s"
                  .formatted(text.get(), Nearest.hint(text.get(), known)));
    }
    return text;
  }

  private Optional<AttachmentRule> attachment(Tree tree) {
    var fields = context.fields(tree, "attachment", "from", "target", "rule", "cut", "at-cut");
    var from = fields.text("from");
    if (!from.isEmpty() && context.instruments().find(from).isEmpty()) {
      context
          .report()
          .hole(
              fields.place("from"),
              "unknown-instrument",
              "The library has no instrument '%s'. %s"
                  .formatted(from, Nearest.hint(from, context.instrumentCodes())));
    }
    var cuts = fields.must("cut", new Cuts(0, 0), this::cuts);
    return Optional.of(
        new AttachmentRule(
            from,
            fields.text("target"),
            fields.oneOf("rule", "unknown-rule", RULES),
            cuts.anxiety(),
            cuts.avoidance(),
            fields.oneOf("at-cut", "unknown-value", List.of("low", "high"))));
  }

  private record Cuts(double anxiety, double avoidance) {}

  private Optional<Cuts> cuts(Tree tree) {
    var fields = context.fields(tree, "cut", "anxiety", "avoidance");
    return Optional.of(new Cuts(cut(fields, "anxiety"), cut(fields, "avoidance")));
  }

  private double cut(Fields fields, String key) {
    return fields.must(key, 0.0, tree -> context.values().decimal(tree, 0, 1000));
  }

  private Optional<EnrollmentPlan> enrollment(
      Tree tree, Map<String, Questionnaire> questionnaires) {
    var fields = context.fields(tree, "enrollment", "target", "screener", "eligible", "consent");
    var screener = fields.name("screener");
    if (!screener.isEmpty() && !questionnaires.containsKey(screener)) {
      context.needs(QuestionnaireForm.FOLDER + screener + ".yaml", fields.place("screener"));
    }
    var criteria = fields.list("eligible", item -> Optional.of(criterion(item)));
    context.uniqueIn(fields, "eligible", "id");
    var consent = fields.must("consent", new Consent("", ""), this::consent);
    return Optional.of(
        new EnrollmentPlan(
            fields.integer("target", 1, TARGET_MAX),
            screener,
            criteria,
            consent.form(),
            consent.signature()));
  }

  private EnrollmentPlan.Criterion criterion(Tree tree) {
    var fields = context.fields(tree, "a criterion", "id", "when", "otherwise");
    return new EnrollmentPlan.Criterion(
        fields.slug("id"), fields.text("when"), fields.localized("otherwise"));
  }

  private record Consent(String form, String signature) {}

  private Optional<Consent> consent(Tree tree) {
    var fields = context.fields(tree, "consent", "form", "signature");
    var form = fields.slug("form");
    if (!form.isEmpty()) {
      context.needs(DocumentForm.CONSENT_FOLDER + form + ".yaml", fields.place("form"));
    }
    return Optional.of(
        new Consent(form, fields.oneOf("signature", "unknown-signature", List.of("typed-name"))));
  }

  private Optional<AnalysisPlan> analysis(Tree tree) {
    return context
        .values()
        .text(tree)
        .filter(file -> context.needs(file, tree.place()))
        .flatMap(file -> Optional.ofNullable(context.trees().get(file)))
        .map(new AnalysisForm(context)::read);
  }

  private Map<String, CrisisCard> crisisCards(List<Site> sites, DocumentForm documents) {
    var cards = new TreeMap<String, CrisisCard>();
    for (var i = 0; i < sites.size(); i++) {
      var file = sites.get(i).crisis();
      if (file.isEmpty() || cards.containsKey(file)) continue;
      var place = new TreeMarks(context.trees()).at(FILE, "sites", i, "crisis");
      if (!context.needs(file, place)) continue;
      var tree = context.trees().get(file);
      if (tree == null) continue; // not readable: a finding already
      var stem = file.replaceFirst("\\.yaml$", "");
      cards.put(file, documents.crisisCard(stem, tree));
    }
    return Collections.unmodifiableMap(cards);
  }
}
