package org.attune.protocol.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Evaluation;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.instrument.Attachment;
import org.attune.protocol.instrument.Instrument;
import org.attune.protocol.instrument.InstrumentLibrary;
import org.attune.protocol.model.AttachmentRule;
import org.attune.protocol.model.ItemType;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Questionnaire.Item;

/**
 * What values an expression can have. Each fact it names is tried at the values that can make a
 * difference: all codes of a choice, and around each number that the expression compares with,
 * within the range of the item or scale. Facts are varied independently, so a value found here may
 * still be impossible in life; a value not found is impossible.
 */
final class Domains {
  /** Above this many combinations nothing is claimed. */
  static final int PROBES_MAX = 20_000;

  private static final Pattern NUMBER = Pattern.compile("(?<![A-Za-z0-9_.])-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
  private static final Set<String> RULES =
      Set.of(Attachment.QUADRANTS, Attachment.CLASSIFICATION_FUNCTIONS);
  private static final Set<String> SIDES = Set.of("low", "high");
  private static final double NEAR = 0.001;

  private final Protocol protocol;
  private final Map<String, Item> items = new HashMap<>();

  Domains(Protocol protocol) {
    this.protocol = protocol;
    for (var questionnaire : protocol.questionnaires().values()) {
      for (var item : questionnaire.items()) {
        for (var part : item.kind().parts()) {
          items.put(questionnaire.code() + "." + item.name() + part, item);
        }
      }
    }
  }

  /**
   * All values of {@code expression} while the facts of {@code held} have their value there; empty
   * if there are too many combinations to try.
   */
  Optional<Set<Object>> values(
      Expression expression, Declarations declared, Map<String, Object> held) {
    var names = new ArrayList<>(expression.names());
    var candidates = new ArrayList<List<Object>>();
    var combinations = 1L;
    for (var name : names) {
      var known = held.get(name);
      var values = known != null ? List.of(known) : candidates(name, expression.source(), declared);
      combinations *= values.size();
      if (values.isEmpty() || combinations > PROBES_MAX) return Optional.empty();
      candidates.add(values);
    }
    var values = new LinkedHashSet<Object>();
    for (var i = 0; i < combinations; i++) {
      var facts = new HashMap<String, Object>();
      var rest = i;
      for (var j = 0; j < names.size(); j++) {
        facts.put(names.get(j), candidates.get(j).get(rest % candidates.get(j).size()));
        rest /= candidates.get(j).size();
      }
      if (expression.evaluate(facts) instanceof Evaluation.Known(var value)) values.add(value);
    }
    return Optional.of(values);
  }

  private List<Object> candidates(String name, String source, Declarations declared) {
    var type = declared.types().get(name);
    if (type == null) return List.of();
    return switch (type) {
      case BOOLEAN -> List.of(true, false);
      case TEXT -> texts(name, source);
      case INTEGER -> whole(name, source);
      case DECIMAL -> decimals(name, source);
      case CODES -> codes(name);
    };
  }

  private List<Object> texts(String name, String source) {
    if (name.equals("site"))
      return List.copyOf(protocol.sites().stream().map(s -> s.id()).toList());
    if (name.endsWith(".attachment.style")) {
      return protocol.attachment().map(Domains::styles).orElse(List.of());
    }
    var texts = new LinkedHashSet<Object>(List.of("", "?"));
    var quoted = QUOTED.matcher(source);
    while (quoted.find()) texts.add(quoted.group().substring(1, quoted.group().length() - 1));
    return List.copyOf(texts);
  }

  private List<Object> whole(String name, String source) {
    var item = item(name);
    if (item.isEmpty()) return List.of();
    if (!item.get().options().isEmpty()) {
      return List.copyOf(item.get().options().stream().map(option -> option.code()).toList());
    }
    boolean grid = item.get().kind() == ItemType.AFFECT_GRID;
    var min = item.get().min().orElse(grid ? ItemType.GRID_MIN : Integer.MIN_VALUE);
    var max = item.get().max().orElse(grid ? ItemType.GRID_MAX : Integer.MAX_VALUE);
    var values = new TreeSet<Integer>(List.of(min, max));
    for (var constant : constants(source)) {
      var whole = constant.intValue();
      for (var near = whole - 1; near <= whole + 1; near++) {
        if (near >= min && near <= max) values.add(near);
      }
    }
    return List.copyOf(values);
  }

  private List<Object> decimals(String name, String source) {
    var range = range(name.substring(name.indexOf('.') + 1));
    if (range.isEmpty()) return List.of();
    var values = new TreeSet<Double>(List.of(range.get().least(), range.get().greatest()));
    for (var constant : constants(source)) {
      for (var near : List.of(constant - NEAR, constant, constant + NEAR)) {
        if (near >= range.get().least() && near <= range.get().greatest()) values.add(near);
      }
    }
    return List.copyOf(values);
  }

  private List<Object> codes(String name) {
    var lists = new ArrayList<Object>(List.of(List.of()));
    item(name)
        .ifPresent(
            item -> {
              var all = item.options().stream().map(option -> option.code()).toList();
              for (var code : all) lists.add(List.of(code));
              lists.add(all);
            });
    return lists;
  }

  /** An item named with its questionnaire, or, within a questionnaire, by its bare name. */
  private Optional<Item> item(String name) {
    var item = items.get(name);
    if (item != null || name.contains(".")) return Optional.ofNullable(item);
    return Optional.empty();
  }

  private Optional<Range> range(String score) {
    if (score.startsWith("attachment.")) {
      return protocol
          .attachment()
          .flatMap(rule -> InstrumentLibrary.standard().find(rule.from()))
          .map(instrument -> new Range(instrument.min(), instrument.max()));
    }
    for (Instrument instrument : InstrumentLibrary.standard().all()) {
      var scale = instrument.scale(score);
      if (scale.isPresent()) {
        return Optional.of(
            new Range(instrument.least(scale.get()), instrument.greatest(scale.get())));
      }
    }
    return Optional.empty();
  }

  /** Styles that the rule can give somebody. */
  private static List<Object> styles(AttachmentRule rule) {
    var instrument = InstrumentLibrary.standard().find(rule.from());
    if (instrument.isEmpty() || !RULES.contains(rule.rule()) || !SIDES.contains(rule.atCut())) {
      return List.of();
    }
    var styles = new LinkedHashSet<Object>();
    var least = instrument.get().min();
    var greatest = instrument.get().max();
    var steps = 4 * (greatest - least);
    for (var i = 0; i <= steps; i++) {
      for (var j = 0; j <= steps; j++) {
        styles.add(Attachment.classify(rule, least + i / 4.0, least + j / 4.0).code());
      }
    }
    return List.copyOf(styles);
  }

  private static List<Double> constants(String source) {
    var numbers = NUMBER.matcher(QUOTED.matcher(source).replaceAll("''"));
    var constants = new ArrayList<Double>();
    while (numbers.find()) constants.add(Double.parseDouble(numbers.group()));
    return constants;
  }

  private record Range(double least, double greatest) {}
}
