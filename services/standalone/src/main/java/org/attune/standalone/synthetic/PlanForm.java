package org.attune.standalone.synthetic;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.bundle.Tree;
import org.attune.protocol.model.Arm;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Site;
import org.attune.protocol.schedule.TimeZoneData;
import org.attune.standalone.synthetic.RehearsalPlan.Answering;
import org.attune.standalone.synthetic.RehearsalPlan.Effect;
import org.attune.standalone.synthetic.RehearsalPlan.ItemPlan;
import org.attune.standalone.synthetic.RehearsalPlan.Leaving;
import org.attune.standalone.synthetic.RehearsalPlan.Metric;
import org.attune.standalone.synthetic.RehearsalPlan.Offline;
import org.attune.standalone.synthetic.RehearsalPlan.Recruitment;

/** Reads the form of {@code rehearsal.yaml}; {@link EffectForm} reads its effects. */
final class PlanForm {
  private static final double PER_WEEK_MAX = 10_000;
  private static final double SCORE_MAX = 10_000;

  /** Answer steps by which an item may lie above or below the others of its score. */
  private static final double STEPS_MAX = 10;

  private static final double WEIGHT_MAX = 1_000;
  private static final Duration OFFLINE_MIN = Duration.ofMinutes(30);
  private static final Duration OFFLINE_MAX = Duration.ofDays(13);

  private final Protocol protocol;
  private final List<Finding> findings = new ArrayList<>();

  PlanForm(Protocol protocol) {
    this.protocol = protocol;
  }

  List<Finding> findings() {
    return findings;
  }

  RehearsalPlan read(Tree tree) {
    var fields =
        new PlanFields(
            tree,
            findings,
            "starts",
            "recruitment",
            "answering",
            "offline",
            "leaving",
            "metrics",
            "items",
            "shifted",
            "effects",
            "proximal");
    if (fields.tree("recruitment").isEmpty()) fields.missing("recruitment");
    var metrics = fields.under("metrics").each(this::metric);
    new MetricRules(protocol, findings).check(fields, metrics);
    var effects = new EffectForm(protocol, metrics.keySet(), findings);
    List<Effect> planted = fields.list("effects", effects::read);
    effects.check(fields, planted);
    return new RehearsalPlan(
        starts(fields),
        recruitment(
            fields.under(
                "recruitment",
                "invited-per-week",
                "unopened",
                "ineligible",
                "declining",
                "sites",
                "zones")),
        answering(fields),
        offline(fields.under("offline", "chance", "longest")),
        leaving(
            fields.under(
                "leaving",
                "before",
                "arms",
                "by",
                "log-odds-per-sd",
                "stopping-intervention",
                "stopping-prompts",
                "withdrawing-data",
                "reasons"),
            metrics.keySet()),
        metrics,
        items(fields),
        shifted(fields),
        planted,
        fields.list("proximal", new ProximalForm(protocol, findings)::read));
  }

  private LocalDate starts(PlanFields fields) {
    try {
      var text = fields.mustText("starts");
      if (!text.isEmpty()) return LocalDate.parse(text);
    } catch (DateTimeException e) {
      fields.add(
          fields.place("starts"),
          "malformed-date",
          "'starts' is no date; write year, month and day such as 2026-01-12.");
    }
    return LocalDate.EPOCH;
  }

  private Recruitment recruitment(PlanFields fields) {
    var sites = protocol.sites().stream().map(Site::id).toList();
    SortedMap<String, Double> home = new TreeMap<>();
    for (var site : protocol.sites()) home.merge(site.zone().getId(), 1.0, Double::sum);
    return new Recruitment(
        fields.must("invited-per-week", 0.1, PER_WEEK_MAX),
        fields.share("unopened", 0),
        fields.share("ineligible", 0),
        fields.share("declining", 0),
        weights(fields, "sites", sites, equal(sites)),
        weights(fields, "zones", TimeZoneData.zones(), home));
  }

  private static SortedMap<String, Double> equal(List<String> keys) {
    var weights = new TreeMap<String, Double>();
    for (var key : keys) weights.put(key, 1.0);
    return weights;
  }

  private SortedMap<String, Double> weights(
      PlanFields fields, String key, Collection<String> known, SortedMap<String, Double> others) {
    if (fields.tree(key).isEmpty()) return others;
    var under = fields.under(key);
    known(under, known, key);
    var weights = under.numbers(0, WEIGHT_MAX);
    if (weights.values().stream().anyMatch(weight -> weight > 0)) return weights;
    fields.add(fields.place(key), "no-weight", "At least one weight has to be above 0.");
    return others;
  }

  private static void known(PlanFields fields, Collection<String> known, String what) {
    for (var key : fields.keys()) {
      if (known.contains(key)) continue;
      fields.add(fields.place(key), "unknown-name", "'%s' is none of the %s.".formatted(key, what));
    }
  }

  private Answering answering(PlanFields fields) {
    var shares =
        fields.under(
            "answering",
            "prompts",
            "dismissed",
            "opened-only",
            "baseline",
            "assessments",
            "sessions",
            "practices",
            "twice",
            "skipped",
            "declined");
    var answering =
        new Answering(
            shares.share("prompts", 0.75),
            shares.share("dismissed", 0.03),
            shares.share("opened-only", 0.03),
            shares.share("baseline", 0.95),
            shares.share("assessments", 0.9),
            shares.share("sessions", 0.75),
            shares.share("practices", 0.4),
            shares.share("twice", 0.02),
            shares.share("skipped", 0.02),
            shares.share("declined", 0));
    if (answering.prompts() + answering.dismissed() + answering.openedOnly() > 1) {
      fields.add(
          fields.place("answering"),
          "shares-above-one",
          "prompts, dismissed and opened-only together are more than all prompts; lower one.");
    }
    return answering;
  }

  private Offline offline(PlanFields fields) {
    var longest =
        fields
            .text("longest")
            .map(
                text -> {
                  try {
                    return Duration.parse(text);
                  } catch (DateTimeException e) {
                    return Duration.ZERO;
                  }
                })
            .orElse(Duration.ofHours(8));
    if (longest.compareTo(OFFLINE_MIN) < 0 || longest.compareTo(OFFLINE_MAX) > 0) {
      fields.add(
          fields.place("longest"),
          "malformed-duration",
          "'longest' is a clock duration such as PT8H, from PT30M to 13 days.");
    }
    return new Offline(fields.share("chance", 0), longest);
  }

  private Leaving leaving(PlanFields fields, Collection<String> metrics) {
    var arms = fields.under("arms");
    known(arms, protocol.arms().stream().map(Arm::id).toList(), "arms");
    var by = fields.text("by");
    if (by.isPresent() && !metrics.contains(by.get())) {
      fields.add(
          fields.place("by"),
          "unknown-name",
          "'%s' is none of the metrics above; add it there.".formatted(by.get()));
    }
    var reasons = fields.texts("reasons");
    return new Leaving(
        fields.share("before", 0),
        arms.numbers(0, 1),
        by,
        fields.number("log-odds-per-sd", 0, -5, 5),
        fields.share("stopping-intervention", 0),
        fields.share("stopping-prompts", 0),
        fields.share("withdrawing-data", 0),
        reasons.isEmpty() ? List.of("no-reason-given") : reasons);
  }

  private Metric metric(Tree tree) {
    var fields = new PlanFields(tree, findings, "mean", "sd", "loading", "stability", "change");
    return new Metric(
        fields.must("mean", -SCORE_MAX, SCORE_MAX),
        fields.must("sd", 0.001, SCORE_MAX),
        fields.number("loading", 0, -0.99, 0.99),
        fields.number("stability", 0.6, 0, 0.99),
        fields.under("change").numbers(-SCORE_MAX, SCORE_MAX));
  }

  private SortedMap<String, ItemPlan> items(PlanFields fields) {
    var under = fields.under("items");
    var known =
        protocol.questionnaires().values().stream()
            .filter(questionnaire -> !questionnaire.library())
            .flatMap(questionnaire -> questionnaire.items().stream())
            .flatMap(item -> item.columns().stream())
            .toList();
    known(under, known, "items of the bundle's own questionnaires");
    return under.each(
        tree -> {
          var item = new PlanFields(tree, findings, "mean", "sd", "loading");
          return new ItemPlan(
              item.must("mean", -SCORE_MAX, SCORE_MAX),
              item.must("sd", 0, SCORE_MAX),
              item.number("loading", 0, -0.99, 0.99));
        });
  }

  private SortedMap<String, Double> shifted(PlanFields fields) {
    var under = fields.under("shifted");
    var known =
        protocol.questionnaires().values().stream()
            .filter(questionnaire -> questionnaire.library())
            .flatMap(questionnaire -> questionnaire.items().stream())
            .map(item -> item.id())
            .toList();
    known(under, known, "items of instruments of the library");
    return under.numbers(-STEPS_MAX, STEPS_MAX);
  }
}
