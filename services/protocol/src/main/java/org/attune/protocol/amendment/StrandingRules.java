package org.attune.protocol.amendment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.attune.protocol.model.AssessmentPlan;
import org.attune.protocol.model.ConsentForm;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.RandomizationPlan;

/** Whom an amendment would leave without what they were promised when they enrolled. */
final class StrandingRules {
  private static final String CONSENT = "consentForms";

  private final Protocol before;
  private final Protocol after;
  private final List<Stranding> found = new ArrayList<>();

  StrandingRules(Protocol before, Protocol after) {
    this.before = before;
    this.after = after;
  }

  List<Stranding> check(List<Difference> differences) {
    arms();
    programmes();
    sites();
    languages();
    assessments();
    anchors();
    schedules();
    strata();
    consent(differences);
    return List.copyOf(found);
  }

  private void arms() {
    for (var arm : gone(before.arms(), after.arms(), arm -> arm.id())) {
      add(
          "arms/" + arm,
          "Whoever was allocated to '%s' has no arm any more.".formatted(arm),
          "Keep the arm; a list that was committed to keeps its arms.");
    }
  }

  private void programmes() {
    for (var id : gone(before.programmes().keySet(), after.programmes().keySet(), id -> id)) {
      boolean promised =
          before.arms().stream()
              .anyMatch(
                  arm ->
                      arm.intervention().filter(id::equals).isPresent()
                          || arm.crossesTo().filter(c -> c.programme().equals(id)).isPresent());
      if (!promised) continue;
      add(
          "programmes/" + id,
          "Whoever follows '%s' or waits for it has no programme any more.".formatted(id),
          "Keep the file and the arm's key; give later participants another programme in a new"
              + " study.");
    }
  }

  private void sites() {
    for (var site : gone(before.sites(), after.sites(), site -> site.id())) {
      add(
          "sites/" + site,
          "Whoever was recruited at '%s' has no site any more.".formatted(site),
          "Keep the site and stop inviting there.");
    }
  }

  private void languages() {
    var removed = gone(before.languages(), after.languages(), language -> language);
    for (var language : removed) {
      add(
          "languages",
          "Whoever reads the study in '%s' has no texts any more.".formatted(language),
          "Keep the language and its translations until the last of them has finished.");
    }
    for (var site : before.sites()) {
      var later = after.site(site.id());
      if (later.isEmpty()) continue;
      for (var language : gone(site.languages(), later.get().languages(), one -> one)) {
        if (removed.contains(language)) continue;
        add(
            "sites/" + site.id() + "/languages",
            "Whoever takes part at '%s' in '%s' is no longer served in it."
                .formatted(site.id(), language),
            "Keep the language at the site until the last of them has finished.");
      }
    }
  }

  private void assessments() {
    for (var plan : before.assessments()) {
      if (!plan.required()) continue;
      var later = after.assessment(plan.id());
      if (later.isEmpty()) {
        add(
            "assessments/" + plan.id(),
            "Whoever has not completed '%s' waits for it before randomization."
                .formatted(plan.id()),
            "Keep the assessment, as it is required.");
        continue;
      }
      for (var code : gone(plan.instruments(), later.get().instruments(), one -> one)) {
        add(
            "assessments/" + plan.id() + "/instruments",
            "'%s' is gone from '%s', which is required: whoever is in it has begun what nobody asks to the end."
                .formatted(code, plan.id()),
            "Keep the instrument in this assessment.");
      }
    }
  }

  /** Something that a waiting person's next step hangs on is gone. */
  private void anchors() {
    if (before.randomization().isPresent() && after.randomization().isEmpty()) {
      add(
          "randomization",
          "Whoever is enrolled and not randomized waits for what never happens.",
          "Keep randomization; close the study to stop allocating.");
    }
    var waits = before.randomization().map(RandomizationPlan::when).orElse("");
    for (var id : gone(before.assessments(), after.assessments(), AssessmentPlan::id)) {
      var required = before.assessment(id).filter(AssessmentPlan::required).isPresent();
      if (!required && names(waits, id)) awaited("assessments/" + id, id);
      for (var arm : before.arms()) {
        if (arm.crossesTo().filter(cross -> cross.after().equals(id)).isEmpty()) continue;
        add(
            "assessments/" + id,
            "Whoever is in '%s' crosses over when the window of '%s' has closed, which never opens."
                .formatted(arm.id(), id),
            "Keep the assessment until the last cross-over.");
      }
    }
    for (var id : gone(before.ema(), after.ema(), EmaPlan::id)) {
      if (names(waits, "ema." + id)) awaited("ema/" + id, "ema." + id);
    }
  }

  /** What was public about somebody's prompts would tell the arm, or what told it be public. */
  private void schedules() {
    for (var plan : before.ema()) {
      var later = after.ema(plan.id());
      if (later.isEmpty() || later.get().tellsArm() == plan.tellsArm()) continue;
      add(
          "ema/" + plan.id() + "/arms",
          "'%s' would belong to %s from now on, and its prompts so far show who is in which."
              .formatted(plan.id(), plan.tellsArm() ? "everybody" : "some arms"),
          "Keep it as it is, and declare another schedule.");
    }
  }

  private void awaited(String path, String fact) {
    add(
        path,
        "Whoever is enrolled and not randomized waits for '%s', which never ends.".formatted(fact),
        "Keep it until the last of them is randomized.");
  }

  /** True if {@code expression} names {@code fact} as a whole, or something of it. */
  private static boolean names(String expression, String fact) {
    return Pattern.compile("(?<![\\w.])" + Pattern.quote(fact) + "(?!\\w)")
        .matcher(expression)
        .find();
  }

  private void strata() {
    var plans = List.of(before, after).stream().map(Protocol::randomization).toList();
    if (plans.getFirst().isEmpty() || plans.getLast().isEmpty()) return;
    for (var stratum : plans.getFirst().get().strata()) {
      var path = "randomization/strata/" + stratum.id();
      var later =
          plans.getLast().get().strata().stream()
              .filter(other -> other.id().equals(stratum.id()))
              .findFirst();
      if (later.isEmpty()) {
        add(
            path,
            "Whoever was allocated by '%s' belongs to a stratum that is gone."
                .formatted(stratum.id()),
            "Keep the stratum.");
        continue;
      }
      for (var level : gone(stratum.levels(), later.get().levels(), one -> one)) {
        add(
            path + "/levels",
            "Whoever is '%s' in stratum '%s' has no list to be allocated from."
                .formatted(level, stratum.id()),
            "Keep the level.");
      }
    }
  }

  /** Services ask again by the form's number: other words under the same one reach nobody. */
  private void consent(List<Difference> differences) {
    var form = after.enrollment().consentForm();
    var signed = before.consentForms().get(before.enrollment().consentForm());
    var asked = after.consentForms().get(form);
    if (signed == null || asked == null || asked.version() > signed.version()) return;
    boolean changed =
        !form.equals(before.enrollment().consentForm())
            || differences.stream().anyMatch(d -> d.under(CONSENT, form) && !d.isTranslation());
    if (!changed) return;
    add(CONSENT + "/" + form + "/version", sentence(signed, asked), remedy(signed, form));
  }

  private static String sentence(ConsentForm signed, ConsentForm asked) {
    return "Whoever signed version %d signed other words and is not asked again: the form is version %d still."
        .formatted(signed.version(), asked.version());
  }

  private static String remedy(ConsentForm signed, String form) {
    return "Write version: %d in consent/%s.yaml.".formatted(signed.version() + 1, form);
  }

  private static <T> List<String> gone(
      Iterable<T> before, Iterable<T> after, Function<T, String> id) {
    var stays = new HashSet<String>();
    for (var one : after) stays.add(id.apply(one));
    var gone = new ArrayList<String>();
    for (var one : before) if (!stays.contains(id.apply(one))) gone.add(id.apply(one));
    return gone;
  }

  private void add(String path, String sentence, String remedy) {
    found.add(new Stranding(path, sentence, remedy));
  }
}
