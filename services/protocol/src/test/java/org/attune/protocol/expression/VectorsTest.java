package org.attune.protocol.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.attune.protocol.instrument.ItemOrder;
import org.attune.protocol.model.LocalizedText;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;
import org.attune.protocol.model.Questionnaire.Option;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What server and phone must agree on: branching, piping and the order of items. */
class VectorsTest {
  private static final Path VECTORS = Path.of("../../schemas/vectors");
  private static final List<ResultType> TYPES =
      List.of(ResultType.BOOLEAN, ResultType.TEXT, ResultType.INTEGER);
  private static final Declarations DECLARED =
      new Declarations(
          new TreeMap<>(
              Map.of(
                  "company", FactType.INTEGER,
                  "ease", FactType.INTEGER,
                  "affect_pleasure", FactType.INTEGER,
                  "affect_arousal", FactType.INTEGER,
                  "note", FactType.TEXT,
                  "slept", FactType.TEXT,
                  "born", FactType.TEXT,
                  "kinds", FactType.CODES)));

  private static Stream<Arguments> vectors(String file) throws IOException {
    var all = new ObjectMapper().readTree(VECTORS.resolve(file).toFile());
    return StreamSupport.stream(all.spliterator(), false)
        .map(vector -> Arguments.of(Named.of(vector.get("name").asText(), vector)));
  }

  static Stream<Arguments> expressions() throws IOException {
    return vectors("expressions.json");
  }

  static Stream<Arguments> texts() throws IOException {
    return vectors("piping.json");
  }

  static Stream<Arguments> orders() throws IOException {
    return vectors("order.json");
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void an_expression_over_answers_gives_what_the_vector_says(JsonNode vector) {
    var source = vector.get("expression").asText();
    assertThat(evaluated(source, facts(vector.get("answers")))).isEqualTo(expected(vector));
  }

  private static Object evaluated(String source, Map<String, Object> facts) {
    if (DeviceLanguage.problem(source, DECLARED).isPresent()) return "error: refused";
    for (var type : TYPES) {
      if (Expression.compile(source, DECLARED, type)
          instanceof Compilation.Compiled(var expression)) {
        return switch (expression.evaluate(facts)) {
          case Evaluation.Known(var value) -> value;
          case Evaluation.Unknown _ -> "error: undecided";
        };
      }
    }
    return "error: refused";
  }

  private static Object expected(JsonNode vector) {
    return vector.has("error")
        ? "error: " + vector.get("error").asText()
        : value(vector.get("result"));
  }

  private static Object value(JsonNode json) {
    if (json.isBoolean()) return json.booleanValue();
    if (json.isTextual()) return json.textValue();
    if (json.isIntegralNumber()) return json.longValue();
    var codes = new ArrayList<Object>();
    for (var code : json) codes.add(value(code));
    return codes;
  }

  private static Map<String, Object> facts(JsonNode answers) {
    var facts = new HashMap<String, Object>();
    answers.properties().forEach(answer -> facts.put(answer.getKey(), value(answer.getValue())));
    return facts;
  }

  @ParameterizedTest
  @MethodSource("texts")
  void a_text_says_again_what_was_answered(JsonNode vector) {
    var items = new ArrayList<Item>();
    for (var item : vector.get("items")) items.add(item(item));
    var last = item("last", "text", List.of());
    items.add(last);
    var read = PipedText.read(vector.get("text").asText(), questionnaire("form", items), last);
    var said =
        switch (read) {
          case PipedText.Reading.Unreadable _ -> "error: refused";
          case PipedText.Reading.Readable(var text) ->
              text.render(
                  facts(vector.get("answers")), vector.get("language").asText(), List.of("en"));
        };
    assertThat(said).isEqualTo(expected(vector));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void items_of_a_block_trade_places(JsonNode vector) {
    var items = new ArrayList<Item>();
    for (var name : vector.get("items")) items.add(item(name.asText(), "text", List.of()));
    var blocks = new ArrayList<List<String>>();
    for (var block : vector.get("blocks")) {
      blocks.add(StreamSupport.stream(block.spliterator(), false).map(JsonNode::asText).toList());
    }
    var asked =
        new Questionnaire(
            vector.get("questionnaire").asText(),
            1,
            new LocalizedText(Map.of("en", "Title")),
            false,
            items,
            blocks);
    var occasion = UUID.fromString(vector.get("occasion").asText());
    assertThat(ItemOrder.on(occasion, asked).stream().map(Item::name))
        .containsExactlyElementsOf(
            StreamSupport.stream(vector.get("order").spliterator(), false)
                .map(JsonNode::asText)
                .toList());
  }

  private static Questionnaire questionnaire(String code, List<Item> items) {
    return new Questionnaire(code, 1, new LocalizedText(Map.of("en", "Title")), false, items);
  }

  private static Item item(JsonNode item) {
    var options = new ArrayList<Option>();
    for (var option : item.path("options")) {
      var texts = new TreeMap<String, String>();
      option
          .get("text")
          .properties()
          .forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
      options.add(new Option(option.get("code").intValue(), new LocalizedText(texts)));
    }
    return item(item.get("name").asText(), item.get("type").asText(), options);
  }

  private static Item item(String name, String type, List<Option> options) {
    return new Item(
        "form_" + name,
        name,
        type,
        new LocalizedText(Map.of("en", "Words")),
        Optional.empty(),
        Optional.empty(),
        options,
        false,
        Optional.empty());
  }
}
