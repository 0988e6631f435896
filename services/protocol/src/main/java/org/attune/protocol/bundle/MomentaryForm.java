package org.attune.protocol.bundle;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.protocol.bundle.Tree.Mapping;
import org.attune.protocol.model.Anchor;
import org.attune.protocol.model.EmaPlan;

/**
 * Reads momentary assessment of {@code study.yaml}.
 *
 * @param questionnaire reads the code of a questionnaire that the bundle has
 */
record MomentaryForm(Context context, Function<Tree, Optional<String>> questionnaire) {
  private static final int PROMPTS_MAX = 24;
  private static final int PROMPTS_IN_ALL_MAX = 10_000;
  private static final int WEEKS_MAX = 1_000;

  /** 24 a day at most, as for all other schedules. */
  private static final Duration INTERVAL_MIN = Duration.ofHours(1);

  private static final List<String> WEEKDAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
  private static final EmaPlan.Times NO_TIMES = new EmaPlan.Fixed(List.of());

  EmaPlan ema(Tree tree) {
    var fields =
        context.fields(
            tree,
            "an EMA schedule",
            "id",
            "arms",
            "from",
            "for",
            "weekdays",
            "weeks",
            "except",
            "until",
            "in-all",
            "prompts",
            "distance",
            "expires",
            "remind",
            "questionnaire");
    var times = fields.must("prompts", NO_TIMES, this::times);
    contradictions(fields, times);
    return new EmaPlan(
        fields.name("id"),
        fields.must("from", new Anchor("", Period.ZERO), this::anchor),
        fields.days("for"),
        times,
        fields.duration("expires"),
        fields.list("remind", context.values()::duration),
        fields.must("questionnaire", "", questionnaire),
        only(fields),
        fields.maybe("distance", context.values()::duration).orElse(Duration.ZERO),
        fields.list("arms", context.values()::slug));
  }

  /** Nothing is sent of what the participant starts, and only times that are drawn can give way. */
  private void contradictions(Fields fields, EmaPlan.Times times) {
    if (times instanceof EmaPlan.Started) {
      contradiction(fields, "remind", "the participant starts them, and nothing is sent");
      contradiction(fields, "in-all", "'most' counts what the participant starts, a day");
    }
    if (!(times instanceof EmaPlan.Drawn)) {
      contradiction(fields, "distance", "their times are not drawn and cannot give way");
    }
  }

  private void contradiction(Fields fields, String key, String why) {
    if (!fields.has(key)) return;
    context
        .report()
        .error(
            fields.place(key),
            "contradicting-keys",
            "'%s' does not go with these prompts: %s; remove it.".formatted(key, why));
  }

  private Optional<Anchor> anchor(Tree tree) {
    var fields = context.fields(tree, "from", "after", "at");
    return Optional.of(new Anchor(fields.text("after"), fields.period("at")));
  }

  private EmaPlan.Only only(Fields fields) {
    return new EmaPlan.Only(
        ascending(fields, "weekdays", this::weekday),
        ascending(fields, "weeks", tree -> context.values().integer(tree, 1, WEEKS_MAX)),
        ascending(fields, "except", context.values()::date),
        fields.maybe("until", context.values()::date),
        fields.maybe("in-all", tree -> context.values().integer(tree, 1, PROMPTS_IN_ALL_MAX)));
  }

  private Optional<DayOfWeek> weekday(Tree tree) {
    return context
        .values()
        .oneOf(tree, "unknown-weekday", WEEKDAYS)
        .map(name -> DayOfWeek.of(WEEKDAYS.indexOf(name) + 1));
  }

  private <T extends Comparable<? super T>> List<T> ascending(
      Fields fields, String key, Function<Tree, Optional<T>> as) {
    var list = fields.list(key, as);
    if (!list.equals(list.stream().distinct().sorted().toList())) {
      context
          .report()
          .hole(
              fields.place(key),
              "unordered-days",
              "Write each of '%s' once, earliest first.".formatted(key));
    }
    return list;
  }

  private Optional<EmaPlan.Times> times(Tree tree) {
    for (var form : TimesForm.values()) {
      if (tree.find(form.key).isPresent()) {
        return Optional.of(times(form, context.fields(tree, "prompts", form.keys)));
      }
    }
    if (tree instanceof Mapping) {
      context
          .report()
          .hole(
              tree.place(),
              "missing-key",
              "Prompts need one of the keys %s; add one."
                  .formatted(
                      Stream.of(TimesForm.values())
                          .map(form -> "'" + form.key + "'")
                          .collect(Collectors.joining(", "))));
      return Optional.empty();
    }
    return Optional.of(
        times(TimesForm.RANDOM, context.fields(tree, "prompts", TimesForm.RANDOM.keys)));
  }

  /** How the times of a day may be written; the first key says which. */
  private enum TimesForm {
    RANDOM("random", "between", "and", "apart"),
    STRATIFIED("stratified", "between", "and", "apart"),
    EVERY("every", "between", "and"),
    FIXED("at"),
    STARTED("started-by", "most", "apart");

    private final String key;
    private final String[] keys;

    TimesForm(String key, String... more) {
      this.key = key;
      this.keys = Stream.concat(Stream.of(key), Stream.of(more)).toArray(String[]::new);
    }
  }

  private EmaPlan.Times times(TimesForm form, Fields fields) {
    return switch (form) {
      case RANDOM ->
          new EmaPlan.Random(
              fields.integer("random", 1, PROMPTS_MAX),
              fields.time("between"),
              fields.time("and"),
              fields.duration("apart"));
      case STRATIFIED ->
          new EmaPlan.Stratified(
              fields.integer("stratified", 1, PROMPTS_MAX),
              fields.time("between"),
              fields.time("and"),
              fields.duration("apart"));
      case EVERY ->
          new EmaPlan.Every(
              fields.must("every", Duration.ofHours(1), this::interval),
              fields.time("between"),
              fields.time("and"));
      case FIXED -> fixed(fields);
      case STARTED -> {
        fields.oneOf("started-by", "unknown-value", List.of("participant"));
        yield new EmaPlan.Started(fields.integer("most", 1, PROMPTS_MAX), fields.duration("apart"));
      }
    };
  }

  private Optional<Duration> interval(Tree tree) {
    return context
        .values()
        .duration(tree)
        .filter(
            every -> {
              if (every.toSeconds() % 60 == 0 && every.compareTo(INTERVAL_MIN) >= 0) return true;
              context
                  .report()
                  .hole(
                      tree.place(),
                      "malformed-duration",
                      "Prompts come at whole minutes, at least %d apart; write for example PT2H."
                          .formatted(INTERVAL_MIN.toMinutes()));
              return false;
            });
  }

  private EmaPlan.Fixed fixed(Fields fields) {
    var times = fields.mustList("at", context.values()::time);
    if (times.size() > PROMPTS_MAX || !times.equals(times.stream().distinct().sorted().toList())) {
      context
          .report()
          .hole(
              fields.place("at"),
              "unordered-times",
              "Write at most %d different times, earliest first.".formatted(PROMPTS_MAX));
    }
    return new EmaPlan.Fixed(times);
  }
}
