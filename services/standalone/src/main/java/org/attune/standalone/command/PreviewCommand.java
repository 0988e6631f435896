package org.attune.standalone.command;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.instrument.GivenAnswer;
import org.attune.protocol.instrument.ItemOrder;
import org.attune.protocol.lint.Linter;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code preview}: a questionnaire as a participant reads it, given earlier answers. */
@Command(
    name = "preview",
    description = "Show a questionnaire as a participant reads it, given earlier answers.")
final class PreviewCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "Study directory.")
  Path directory = Path.of(".");

  @Parameters(index = "1", paramLabel = "QUESTIONNAIRE", description = "Its code.")
  String code = "";

  @Option(names = "--language", description = "The participant's; the study's first if left out.")
  @Nullable String language;

  @Option(
      names = "--answer",
      paramLabel = "NAME=VALUE",
      description = "An answer, as often as wanted: company=1, kinds='1;3', rested=21:30.")
  List<String> answers = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "ID",
      description = "Prompt or visit, which decides a random order.")
  @Nullable UUID occasion;

  /** Texts come in every language, whatever the terminal's locale says. */
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  @Override
  public Integer call() {
    var linting = Linter.lint(Bundle.read(directory));
    if (linting.protocol().isEmpty()) {
      for (var finding : linting.findings()) if (finding.isError()) out.println(finding);
      return Attune.REFUSED;
    }
    var protocol = linting.protocol().get();
    var questionnaire = protocol.questionnaires().get(code);
    if (questionnaire == null) {
      throw new UnusableCallException("There is no questionnaire " + code + ".");
    }
    print(
        questionnaire,
        new QuestionnaireText(questionnaire, reader(protocol), given(questionnaire)));
    return 0;
  }

  private QuestionnaireText.Reader reader(Protocol protocol) {
    var spoken = Optional.ofNullable(language).orElse(protocol.languages().getFirst());
    if (!protocol.languages().contains(spoken)) {
      throw new UnusableCallException(
          "The study has the languages " + String.join(", ", protocol.languages()) + ".");
    }
    return new QuestionnaireText.Reader(spoken, protocol.languages());
  }

  private Map<String, Object> given(Questionnaire questionnaire) {
    var facts = new HashMap<String, Object>();
    var unused = NamedValues.of("--answer", answers, "company=1");
    for (var item : questionnaire.items()) {
      var said = unused.remove(item.name());
      if (said != null) facts.putAll(answer(item, said).facts(item));
    }
    for (var name : unused.keySet()) {
      throw new UnusableCallException(code + " has no item " + name + ".");
    }
    return facts;
  }

  private static GivenAnswer answer(Item item, String said) {
    boolean coded =
        switch (item.kind()) {
          case SINGLE, LIKERT, SLIDER, NUMBER -> true;
          case MULTIPLE, TEXT, AFFECT_GRID, TIME, DATE -> false;
        };
    var number =
        coded && said.matches("-?\\d{1,9}")
            ? Optional.of(Double.valueOf(said))
            : Optional.<Double>empty();
    var text = coded ? Optional.<String>empty() : Optional.of(said);
    var none = number.isEmpty() && text.isEmpty() ? Optional.of(said) : Optional.<String>empty();
    var given = new GivenAnswer(number, text, none);
    given
        .misfit(item)
        .ifPresent(
            misfit -> {
              throw new UnusableCallException(item.name() + "=" + said + ": " + misfit.detail());
            });
    return given;
  }

  private void print(Questionnaire questionnaire, QuestionnaireText text) {
    out.println(text.title());
    var items = occasion == null ? questionnaire.items() : ItemOrder.on(occasion, questionnaire);
    for (var item : items) {
      out.println();
      text.lines(item).forEach(out::println);
    }
  }
}
