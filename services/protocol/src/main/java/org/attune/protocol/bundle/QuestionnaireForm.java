package org.attune.protocol.bundle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.attune.protocol.bundle.Tree.Scalar;
import org.attune.protocol.bundle.Tree.Sequence;
import org.attune.protocol.instrument.Instrument;
import org.attune.protocol.model.ItemType;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.GridEnds;
import org.attune.protocol.model.Questionnaire.Item;
import org.attune.protocol.model.Questionnaire.Option;

/** Reads {@code instruments/<code>.yaml}: wording of a library instrument, or a questionnaire. */
record QuestionnaireForm(Context context) {
  static final String FOLDER = "instruments/";
  private static final int VERSION_MAX = 10_000;
  private static final int CODE_MAX = 9_999;
  private static final String ORDER = "random-order";

  Optional<Questionnaire> read(String stem, Tree tree) {
    if (tree.find("instrument").isPresent()) return Optional.of(instrument(stem, tree));
    if (tree.find("questionnaire").isPresent()) return Optional.of(questionnaire(stem, tree));
    context
        .report()
        .hole(
            tree.place(),
            "missing-key",
            "A file in instruments/ begins with 'instrument: <code>' for wording of a library"
                + " instrument, or 'questionnaire: <code>'; add one.");
    return Optional.empty();
  }

  private Questionnaire instrument(String stem, Tree tree) {
    var fields =
        context.fields(
            tree,
            "an instrument file",
            "instrument",
            "version",
            "illustration",
            "title",
            ORDER,
            "options",
            "items");
    var code = fields.name("instrument");
    context.named(fields, "instrument", stem);
    fields.maybe("illustration", context.values()::truth);
    var key = context.instruments().find(code);
    if (key.isEmpty() && !code.isEmpty()) {
      context
          .report()
          .hole(
              fields.place("instrument"),
              "unknown-instrument",
              "The library has no instrument '%s'. %s Your own items begin with 'questionnaire:'."
                  .formatted(code, Nearest.hint(code, context.instrumentCodes())));
    }
    key.ifPresent(
        known -> {
          if (!known.enabled()) disabled(fields.place("instrument"), code);
        });
    var options = fields.mustList("options", option -> option(option, key));
    context.uniqueIn(fields, "options", "code");
    var items = fields.mustList("items", item -> libraryItem(item, code, options));
    context.uniqueIn(fields, "items", "n");
    key.ifPresent(known -> numbered(fields, known.items(), items));
    return new Questionnaire(
        code,
        fields.integer("version", 1, VERSION_MAX),
        fields.localized("title"),
        true,
        items,
        order(fields, items, number -> "i" + number));
  }

  private void disabled(Place place, String code) {
    context
        .report()
        .error(
            place,
            "instrument-disabled",
            "The scoring key of '%s' is not verified yet, so it cannot be used; choose another instrument."
                .formatted(code));
  }

  private Optional<Item> libraryItem(Tree tree, String code, List<Option> options) {
    var fields = context.fields(tree, "an item", "n", "text", "required");
    var number = fields.integer("n", 1, CODE_MAX);
    var required = fields.maybe("required", context.values()::truth).orElse(false);
    return Optional.of(
        new Item(
            code + "_" + number,
            "i" + number,
            "single",
            fields.localized("text"),
            Optional.empty(),
            Optional.empty(),
            options,
            required,
            Optional.empty()));
  }

  private void numbered(Fields fields, int count, List<Item> items) {
    var names = new HashSet<String>();
    for (var item : items) names.add(item.name());
    for (var n = 1; n <= count; n++) {
      if (names.remove("i" + n)) continue;
      context
          .report()
          .hole(
              fields.place("items"),
              "missing-item",
              "Item %d of %d has no text; add '- {n: %d, text: ...}'.".formatted(n, count, n));
    }
    for (var name : names) {
      context
          .report()
          .hole(
              fields.place("items"),
              "unknown-item",
              "The instrument has %d items; remove number %s.".formatted(count, name.substring(1)));
    }
  }

  private Optional<Option> option(Tree tree, Optional<Instrument> key) {
    var fields = context.fields(tree, "an option", "code", "text");
    var code =
        fields.must("code", 0, value -> context.values().integer(value, -CODE_MAX, CODE_MAX));
    if (key.isPresent() && (code < key.get().min() || code > key.get().max())) {
      context
          .report()
          .hole(
              fields.place("code"),
              "option-out-of-range",
              "The instrument's answers go from %d to %d; %d is none of them."
                  .formatted(key.get().min(), key.get().max(), code));
    }
    return Optional.of(new Option(code, fields.localized("text")));
  }

  private Questionnaire questionnaire(String stem, Tree tree) {
    var fields =
        context.fields(
            tree, "a questionnaire", "questionnaire", "version", "title", ORDER, "items");
    var code = fields.name("questionnaire");
    context.named(fields, "questionnaire", stem);
    if (context.instruments().find(code).isPresent()) {
      context
          .report()
          .hole(
              fields.place("questionnaire"),
              "reserved-id",
              "'%s' is an instrument of the library; write 'instrument: %s', or choose another name."
                  .formatted(code, code));
    }
    var items = fields.mustList("items", item -> Optional.of(ownItem(item, code)));
    context.uniqueIn(fields, "items", "id");
    return new Questionnaire(
        code,
        fields.integer("version", 1, VERSION_MAX),
        fields.localized("title"),
        false,
        items,
        order(fields, items, id -> id));
  }

  /**
   * The blocks of items that trade places.
   *
   * @param name of an item as an author names it, in expressions
   */
  private List<List<String>> order(Fields fields, List<Item> items, UnaryOperator<String> name) {
    return fields.maybe(ORDER, tree -> blocks(tree, items, name)).orElse(List.of());
  }

  private Optional<List<List<String>>> blocks(
      Tree tree, List<Item> items, UnaryOperator<String> name) {
    if (tree instanceof Scalar(var _, var text, var _) && text.equals("all")) {
      return Optional.of(List.of(items.stream().map(Item::name).toList()));
    }
    if (!(tree instanceof Sequence(var _, var trees)) || trees.isEmpty()) {
      return malformed(tree);
    }
    var blocks = new ArrayList<List<String>>();
    for (var block : trees) {
      if (!(block instanceof Sequence(var _, var names))) return malformed(block);
      var read = new ArrayList<String>();
      for (var one : names) context.values().text(one).map(name).ifPresent(read::add);
      blocks.add(List.copyOf(read));
    }
    return Optional.of(List.copyOf(blocks));
  }

  private Optional<List<List<String>>> malformed(Tree tree) {
    context
        .report()
        .hole(
            tree.place(),
            "malformed-order",
            "'%s' is 'all', or a list of blocks of items that trade places: [[a, b, c], [d, e]]."
                .formatted(ORDER));
    return Optional.empty();
  }

  private Item ownItem(Tree tree, String code) {
    var word = tree.find("type").orElse(null) instanceof Scalar scalar ? scalar.text() : "";
    var fields = context.fields(tree, "an item", keys(word));
    fields.oneOf("type", "unknown-type", ItemType.words());
    var type = ItemType.of(word);
    boolean known = type.word().equals(word);
    boolean ranged = known && type.isRanged();
    boolean chosen = known && type.isChosen();
    var min = ranged ? Optional.of(bound(fields, "min")) : Optional.<Integer>empty();
    var max = ranged ? Optional.of(bound(fields, "max")) : Optional.<Integer>empty();
    if (ranged && fields.has("min") && fields.has("max") && min.get() >= max.get()) {
      context
          .report()
          .hole(fields.place("max"), "empty-range", "'max' has to be greater than 'min'.");
    }
    var options =
        chosen
            ? fields.mustList("options", option -> option(option, Optional.empty()))
            : List.<Option>of();
    if (chosen) context.uniqueIn(fields, "options", "code");
    var id = fields.name("id");
    return new Item(
        code + "_" + id,
        id,
        word,
        fields.localized("text"),
        min,
        max,
        options,
        fields.maybe("required", context.values()::truth).orElse(false),
        fields.maybeText("when"),
        type == ItemType.AFFECT_GRID ? ends(fields) : Optional.empty());
  }

  /** What an item of that type may say; of an unknown one, all that any may. */
  private static String[] keys(String word) {
    var type = ItemType.of(word);
    boolean known = type.word().equals(word);
    var keys = new ArrayList<>(List.of("id", "type", "text", "required", "when"));
    if (!known || type.isChosen()) keys.add("options");
    if (!known || type.isRanged()) keys.addAll(List.of("min", "max"));
    if (!known || type == ItemType.AFFECT_GRID) keys.add("ends");
    return keys.toArray(String[]::new);
  }

  private Optional<GridEnds> ends(Fields fields) {
    return fields.must("ends", Optional.empty(), tree -> Optional.of(Optional.of(ends(tree))));
  }

  private GridEnds ends(Tree tree) {
    var fields =
        context.fields(tree, "an affect grid", "unpleasant", "pleasant", "sleepy", "aroused");
    return new GridEnds(
        fields.localized("unpleasant"),
        fields.localized("pleasant"),
        fields.localized("sleepy"),
        fields.localized("aroused"));
  }

  private int bound(Fields fields, String key) {
    return fields.must(
        key, 0, tree -> context.values().integer(tree, -Values.NUMBER_MAX, Values.NUMBER_MAX));
  }
}
