package org.attune.protocol.bundle;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.attune.protocol.model.Content;
import org.attune.protocol.model.LocalizedText;

/**
 * Reads what the sessions and practices of one programme hold: a file for each that has more than
 * its text.
 *
 * @param folder of the programme's content, with its ending {@code /}
 * @param known modules asked for so far; grows while reading
 */
record ContentForm(Context context, String folder, Set<String> known) {
  static final int PARTS_MAX = 20;

  /** Of one module, beside what everybody else reads. */
  static final int VARIANTS_MAX = 5;

  static final int STEPS_MAX = 20;

  /** Of one text in one language. Unit: UTF-16 code units. */
  static final int TEXT_CHARS_MAX = 4_000;

  private static final int ADDRESS_CHARS_MAX = 500;

  /** Of a recording, or of an exercise. */
  private static final int SECONDS_MAX = 4 * 60 * 60;

  private static final int BREATH_SECONDS_MIN = 2;
  private static final int BREATH_SECONDS_MAX = 15;
  private static final List<String> KINDS = List.of("text", "audio", "exercise");
  private static final Pattern ADDRESS =
      Pattern.compile("https://[a-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~%/-]*)?");
  private static final LocalizedText NO_TEXT = new LocalizedText(Map.of("en", ""));

  ContentForm(Context context, String folder) {
    this(context, folder, new HashSet<>());
  }

  /** What {@code module} holds; {@link Content#NONE} without a file of its name. */
  Content of(String module) {
    known.add(module);
    var file = folder + module + Context.ENDING;
    if (!context.files().contains(file)) return Content.NONE;
    context.used().add(file);
    var tree = context.trees().get(file);
    return tree == null ? Content.NONE : content(module, tree); // not readable: a finding already
  }

  /** Finds files of modules that the programme does not have. */
  void refuseOthers() {
    for (var file : context.files()) {
      if (!file.startsWith(folder) || file.indexOf('/', folder.length()) >= 0) continue;
      var stem = file.substring(folder.length(), file.length() - Context.ENDING.length());
      if (known.contains(stem)) continue;
      context.used().add(file);
      context
          .report()
          .error(
              Place.top(file),
              "unknown-module",
              "The programme has no session or practice '%s'. %s"
                  .formatted(stem, Nearest.hint(stem, known)));
    }
  }

  private Content content(String module, Tree tree) {
    var fields =
        context.fields(tree, "the content of a module", "module", "bring", "variants", "parts");
    fields.slug("module");
    context.named(fields, "module", module);
    var variants = fields.list("variants", each -> Optional.of(variant(each)));
    atMost(VARIANTS_MAX, variants.size(), fields.place("variants"), "variants");
    context.uniqueIn(fields, "variants", "id");
    return new Content(fields.maybe("bring", this::text), variants, parts(fields));
  }

  private Content.Variant variant(Tree tree) {
    var fields = context.fields(tree, "a variant", "id", "when", "parts");
    return new Content.Variant(fields.slug("id"), fields.text("when"), parts(fields));
  }

  private List<Content.Part> parts(Fields fields) {
    var parts = fields.mustList("parts", this::part);
    atMost(PARTS_MAX, parts.size(), fields.place("parts"), "parts");
    return parts;
  }

  private Optional<Content.Part> part(Tree tree) {
    var kind =
        tree.find("kind")
            .filter(Tree.Scalar.class::isInstance)
            .map(scalar -> ((Tree.Scalar) scalar).text())
            .orElse("");
    return switch (kind) {
      case "audio" -> Optional.of(audio(tree));
      case "exercise" -> Optional.of(exercise(tree));
      case "text" -> Optional.of(reading(tree));
      default -> {
        var fields = Fields.of(context.values(), tree, "a part", keysOf(tree));
        fields.oneOf("kind", "unknown-part", KINDS);
        yield Optional.empty();
      }
    };
  }

  /** Of a part of an unknown kind only the kind is wrong. */
  private static String[] keysOf(Tree tree) {
    return tree instanceof Tree.Mapping(var _, var entries)
        ? entries.keySet().toArray(String[]::new)
        : KINDS.toArray(String[]::new);
  }

  private Content.Part reading(Tree tree) {
    var fields = context.fields(tree, "a text", "kind", "title", "text");
    return new Content.Reading(title(fields), text(fields, "text"));
  }

  private Content.Part audio(Tree tree) {
    var fields =
        context.fields(tree, "a recording", "kind", "title", "address", "seconds", "transcript");
    return new Content.Audio(
        title(fields),
        fields.must("address", NO_TEXT, this::address),
        fields.integer("seconds", 1, SECONDS_MAX),
        text(fields, "transcript"));
  }

  private Content.Part exercise(Tree tree) {
    var fields = context.fields(tree, "an exercise", "kind", "title", "steps", "seconds", "breath");
    var steps = fields.mustList("steps", this::text);
    atMost(STEPS_MAX, steps.size(), fields.place("steps"), "steps");
    return new Content.Exercise(
        title(fields),
        steps,
        fields.maybe("seconds", seconds -> context.values().integer(seconds, 1, SECONDS_MAX)),
        fields.maybe("breath", this::breath));
  }

  private Optional<Content.Breath> breath(Tree tree) {
    var fields = context.fields(tree, "breath", "in", "out");
    return Optional.of(new Content.Breath(pace(fields, "in"), pace(fields, "out")));
  }

  private static int pace(Fields fields, String key) {
    return fields.integer(key, BREATH_SECONDS_MIN, BREATH_SECONDS_MAX);
  }

  private LocalizedText title(Fields fields) {
    return text(fields, "title");
  }

  private LocalizedText text(Fields fields, String key) {
    return fields.must(key, NO_TEXT, this::text);
  }

  /** A text per language, none of them longer than a phone's reader has patience for. */
  private Optional<LocalizedText> text(Tree tree) {
    var text = context.values().localized(tree);
    text.ifPresent(
        texts ->
            texts
                .byLanguage()
                .forEach(
                    (language, words) ->
                        atMost(TEXT_CHARS_MAX, words.length(), at(tree, language), "characters")));
    return text;
  }

  private Optional<LocalizedText> address(Tree tree) {
    var addresses = context.values().localized(tree);
    addresses.ifPresent(
        each ->
            each.byLanguage()
                .forEach((language, address) -> checkAddress(at(tree, language), address)));
    return addresses;
  }

  private void checkAddress(Place place, String address) {
    if (ADDRESS.matcher(address).matches() && address.length() <= ADDRESS_CHARS_MAX) return;
    context
        .report()
        .error(
            place,
            "malformed-address",
            "'%s' is not the address of a file; write one such as https://media.example.org/breath.mp3, at most %d characters."
                .formatted(address, ADDRESS_CHARS_MAX));
  }

  private static Place at(Tree tree, String language) {
    return tree.find(language).map(Tree::place).orElseGet(tree::place);
  }

  private void atMost(int max, int size, Place place, String what) {
    if (size <= max) return;
    context
        .report()
        .error(
            place,
            "content-too-long",
            "There are %d %s here; at most %d fit. Divide it.".formatted(size, what, max));
  }
}
