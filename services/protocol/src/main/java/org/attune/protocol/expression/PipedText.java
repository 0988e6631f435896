package org.attune.protocol.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;
import org.attune.protocol.model.Questionnaire.Option;

/**
 * An item's text that says again what was answered before: {@code Who was with you: {{company}}?}.
 * A name alone stands for what the participant saw, the label of a choice for one; anything else is
 * an expression of the {@link DeviceLanguage} that gives a text or a whole number.
 */
public final class PipedText {
  /** Stands where nothing was answered. */
  public static final String UNANSWERED = "…";

  private static final Pattern HOLE = Pattern.compile("\\{\\{((?:(?!}}).)*)}}", Pattern.DOTALL);
  private static final String OPENING = "{{";
  private static final String BETWEEN_CHOICES = ", ";

  private sealed interface Piece {
    record Words(String text) implements Piece {}

    record Choice(Item item) implements Piece {}

    record Computed(Expression expression) implements Piece {}
  }

  /** What came of reading a text. */
  public sealed interface Reading {
    record Readable(PipedText text) implements Reading {}

    /**
     * @param problems at least one, by offset in the text
     */
    record Unreadable(List<Problem> problems) implements Reading {}

    /**
     * The text.
     *
     * @throws IllegalArgumentException if it is unreadable; a linted protocol has no such text
     */
    default PipedText orThrow() {
      return switch (this) {
        case Readable(var text) -> text;
        case Unreadable(var problems) ->
            throw new IllegalArgumentException(problems.getFirst().sentence());
      };
    }
  }

  private final List<Piece> pieces;

  private PipedText(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /** True if a text has something to be filled in. */
  public static boolean isPiped(String text) {
    return text.contains(OPENING);
  }

  /** The expressions of a text, as written. */
  public static List<String> sources(String text) {
    return HOLE.matcher(text).results().map(hole -> hole.group(1).strip()).toList();
  }

  /** {@code text} of {@code item}, checked against the items before it. */
  public static Reading read(String text, Questionnaire questionnaire, Item item) {
    var declared = Declarations.before(questionnaire, item);
    var choices = new HashMap<String, Item>();
    for (var other : questionnaire.items()) {
      if (declared.types().containsKey(other.name()) && other.kind().isChosen()) {
        choices.put(other.name(), other);
      }
    }
    var pieces = new ArrayList<Piece>();
    var problems = new ArrayList<Problem>();
    int read = 0;
    var holes = HOLE.matcher(text);
    while (holes.find()) {
      words(text.substring(read, holes.start()), read, pieces, problems);
      var source = holes.group(1);
      var choice = choices.get(source.strip());
      if (choice != null) pieces.add(new Piece.Choice(choice));
      else computed(source, holes.start(1), declared, pieces, problems);
      read = holes.end();
    }
    words(text.substring(read), read, pieces, problems);
    return problems.isEmpty()
        ? new Reading.Readable(new PipedText(pieces))
        : new Reading.Unreadable(List.copyOf(problems));
  }

  private static void words(String words, int offset, List<Piece> pieces, List<Problem> problems) {
    int opening = words.indexOf(OPENING);
    if (opening >= 0) {
      var sentence = "What begins with '{{' does not end; close it with '}}'.";
      problems.add(new Problem("piping-unclosed", sentence, offset + opening));
    }
    pieces.add(new Piece.Words(words));
  }

  private static void computed(
      String source,
      int offset,
      Declarations declared,
      List<Piece> pieces,
      List<Problem> problems) {
    switch (Expression.compile(source, declared, ResultType.WORDS)) {
      case Compilation.Broken(var broken) -> broken.forEach(p -> problems.add(moved(p, offset)));
      case Compilation.Compiled(var expression) -> {
        DeviceLanguage.problem(source, declared).ifPresent(p -> problems.add(moved(p, offset)));
        pieces.add(new Piece.Computed(expression));
      }
    }
  }

  private static Problem moved(Problem problem, int offset) {
    return new Problem(problem.code(), problem.sentence(), offset + problem.offset());
  }

  /**
   * The text as the participant reads it.
   *
   * @param facts answers by name
   * @param language of labels, else the first of {@code fallbacks} that has them
   */
  public String render(Map<String, Object> facts, String language, List<String> fallbacks) {
    var rendered = new StringBuilder();
    for (var piece : pieces) {
      switch (piece) {
        case Piece.Words(var text) -> rendered.append(text);
        case Piece.Choice(var item) -> rendered.append(label(item, facts, language, fallbacks));
        case Piece.Computed(var expression) -> rendered.append(value(expression.evaluate(facts)));
      }
    }
    return rendered.toString();
  }

  private static String value(Evaluation evaluation) {
    return switch (evaluation) {
      case Evaluation.Known(var value) -> value.toString();
      case Evaluation.Unknown _ -> UNANSWERED;
    };
  }

  private static String label(
      Item item, Map<String, Object> facts, String language, List<String> fallbacks) {
    var codes =
        switch (facts.get(item.name())) {
          case null -> List.of();
          case List<?> several -> several;
          case Object one -> List.of(one);
        };
    if (codes.isEmpty()) return UNANSWERED;
    return codes.stream()
        .map(code -> option(item, ((Number) code).longValue()))
        .map(option -> option.map(o -> o.text().in(language, fallbacks)).orElse(UNANSWERED))
        .collect(Collectors.joining(BETWEEN_CHOICES));
  }

  private static Optional<Option> option(Item item, long code) {
    return item.options().stream().filter(option -> option.code() == code).findFirst();
  }
}
