package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.attune.protocol.expression.Compilation;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.DeviceLanguage;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.expression.PipedText;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.model.ItemType;
import org.attune.protocol.model.LocalizedText;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;

/**
 * Whether items can be shown as they are written: their conditions and texts on a phone, their
 * answers after what they depend on, whatever the order.
 */
final class ItemRules {
  private static final String ITEMS = "items";
  private static final String ORDER = "random-order";

  private final Draft draft;
  private final Remarks remarks;
  private final Expressions expressions;
  private final Questionnaire questionnaire;
  private final String file;

  private ItemRules(
      Draft draft, Remarks remarks, Expressions expressions, Questionnaire questionnaire) {
    this.draft = draft;
    this.remarks = remarks;
    this.expressions = expressions;
    this.questionnaire = questionnaire;
    this.file = Draft.questionnaireFile(questionnaire.code());
  }

  static void check(Draft draft, Remarks remarks) {
    var expressions = new Expressions(draft);
    for (var questionnaire : draft.protocol().questionnaires().values()) {
      new ItemRules(draft, remarks, expressions, questionnaire).check();
    }
    remarks.addAll(expressions.findings());
  }

  private void check() {
    title();
    for (int i = 0; i < questionnaire.items().size(); i++) {
      var item = questionnaire.items().get(i);
      branching(i, item);
      piping(i, item);
      labels(i, item);
      if (item.kind() == ItemType.LIKERT) steps(i, item);
    }
    order();
  }

  private void title() {
    misplaced(questionnaire.title(), "The title", "title");
  }

  private void branching(int i, Item item) {
    if (item.when().isEmpty()) return;
    expressions
        .compile(
            item.when().get(),
            Declarations.before(questionnaire, item),
            ResultType.BOOLEAN,
            file,
            ITEMS,
            i,
            "when")
        .flatMap(
            expression ->
                DeviceLanguage.problem(
                    expression.source(), Declarations.before(questionnaire, item)))
        .ifPresent(problem -> expressions.add(problem, file, ITEMS, i, "when"));
  }

  private void piping(int i, Item item) {
    item.text()
        .byLanguage()
        .forEach(
            (language, text) -> {
              if (PipedText.read(text, questionnaire, item)
                  instanceof PipedText.Reading.Unreadable(var problems)) {
                for (var problem : problems) {
                  expressions.add(problem, file, ITEMS, i, "text", language);
                }
              }
            });
  }

  /** Labels are read while they are chosen from, and again where they are piped to. */
  private void labels(int i, Item item) {
    for (int j = 0; j < item.options().size(); j++) {
      var text = item.options().get(j).text();
      var what = "Option %d of '%s'".formatted(item.options().get(j).code(), item.id());
      if (!questionnaire.library()) misplaced(text, what, ITEMS, i, "options", j, "text");
      else if (i == 0) misplaced(text, what, "options", j, "text");
    }
  }

  private void misplaced(LocalizedText text, String what, Object... path) {
    if (text.byLanguage().values().stream().noneMatch(PipedText::isPiped)) return;
    remarks.add(
        PIPING_MISPLACED,
        draft.in(file, path),
        "%s has '{{', but only the text of an item says earlier answers again.".formatted(what));
  }

  private void steps(int i, Item item) {
    var codes = item.options().stream().map(Questionnaire.Option::code).toList();
    boolean inSteps =
        codes.size() > 1
            && IntStream.range(1, codes.size()).allMatch(j -> codes.get(j) == codes.get(j - 1) + 1);
    if (inSteps) return;
    remarks.add(
        LIKERT_STEPS,
        draft.in(file, ITEMS, i, "options"),
        "The options of the Likert item '%s' have the codes %s, which are no steps of one."
            .formatted(item.id(), codes));
  }

  private void order() {
    if (questionnaire.shuffled().isEmpty()) return;
    if (questionnaire.code().equals(draft.protocol().enrollment().screener())) {
      remarks.add(
          ORDER_IN_SCREENER, draft.in(file, ORDER), "A screener always comes in the same order.");
    }
    var names = questionnaire.items().stream().map(Item::name).toList();
    var seen = new HashSet<String>();
    for (int b = 0; b < questionnaire.shuffled().size(); b++) {
      var block = questionnaire.shuffled().get(b);
      if (block.size() < 2) {
        remarks.add(
            ORDER_BLOCK_SMALL,
            draft.in(file, ORDER, b),
            "A block of %d can have no other order.".formatted(block.size()));
      }
      for (int i = 0; i < block.size(); i++) named(names, seen, block.get(i), b, i);
    }
    for (var item : questionnaire.items()) afterAnswers(names, item);
  }

  private void named(List<String> names, Set<String> seen, String name, int block, int i) {
    var place = draft.in(file, ORDER, block, i);
    if (!names.contains(name)) {
      remarks.add(ORDER_ITEM_UNKNOWN, place, "There is no item '%s' here.".formatted(name));
    } else if (!seen.add(name)) {
      remarks.add(ORDER_ITEM_TWICE, place, "The item '%s' stands here twice.".formatted(name));
    }
  }

  /** Every item that {@code item} names has to be shown before it in every order. */
  private void afterAnswers(List<String> names, Item item) {
    int first = places(names, item.name()).first();
    for (var other : namedBy(item)) {
      if (places(names, other).last() < first) continue;
      remarks.add(
          ORDER_BEFORE_ANSWER,
          draft.in(file, ITEMS, names.indexOf(item.name())),
          "'%s' names '%s', but may be shown before it.".formatted(item.name(), other));
    }
  }

  private TreeSet<Integer> places(List<String> names, String name) {
    var places = new TreeSet<>(List.of(names.indexOf(name)));
    for (var block : questionnaire.shuffled()) {
      if (!block.contains(name)) continue;
      block.stream().map(names::indexOf).filter(place -> place >= 0).forEach(places::add);
    }
    return places;
  }

  private TreeSet<String> namedBy(Item item) {
    var declared = Declarations.before(questionnaire, item);
    var facts = new TreeSet<String>();
    item.when().ifPresent(when -> facts.addAll(names(when, declared, ResultType.BOOLEAN)));
    for (var text : item.text().byLanguage().values()) {
      for (var source : PipedText.sources(text)) {
        if (declared.types().containsKey(source)) facts.add(source);
        else facts.addAll(names(source, declared, ResultType.WORDS));
      }
    }
    var byFact = new TreeMap<String, String>();
    for (var other : questionnaire.items()) {
      for (var part : other.kind().parts()) byFact.put(other.name() + part, other.name());
    }
    var items = new TreeSet<String>();
    for (var fact : facts) Optional.ofNullable(byFact.get(fact)).ifPresent(items::add);
    return items;
  }

  private static Set<String> names(String source, Declarations declared, ResultType type) {
    return switch (Expression.compile(source, declared, type)) {
      case Compilation.Compiled(var expression) -> expression.names();
      case Compilation.Broken _ -> Set.of(); // said elsewhere
    };
  }
}
