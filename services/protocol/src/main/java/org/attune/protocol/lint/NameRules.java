package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.attune.protocol.bundle.Place;
import org.attune.protocol.model.ItemType;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;

/**
 * Whether every item can be a column of the statistics packages that the dataset goes to: SPSS,
 * Stata, SAS and its transport format.
 */
final class NameRules {
  static final int COLUMN_CHARACTERS_MAX = 32;

  /** Leaves room for what exports add to an item's name. */
  static final int ITEM_CHARACTERS_MAX = 26;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  /** Words that SPSS, Stata or SAS keep for themselves. */
  private static final Set<String> RESERVED =
      Set.of(
          "all",
          "and",
          "by",
          "eq",
          "ge",
          "gt",
          "le",
          "lt",
          "ne",
          "not",
          "or",
          "to",
          "with",
          "_all",
          "_b",
          "_coef",
          "_cons",
          "_n",
          "_pi",
          "_pred",
          "_rc",
          "_skip",
          "alias",
          "array",
          "boolean",
          "break",
          "byte",
          "case",
          "catch",
          "class",
          "colvector",
          "complex",
          "const",
          "continue",
          "default",
          "delegate",
          "delete",
          "do",
          "double",
          "else",
          "eltypedef",
          "end",
          "enum",
          "explicit",
          "export",
          "external",
          "float",
          "for",
          "friend",
          "function",
          "global",
          "goto",
          "if",
          "in",
          "inline",
          "int",
          "local",
          "long",
          "namespace",
          "new",
          "null",
          "numeric",
          "pragma",
          "private",
          "protected",
          "quad",
          "real",
          "return",
          "rowvector",
          "short",
          "signed",
          "static",
          "strl",
          "string",
          "struct",
          "super",
          "switch",
          "template",
          "this",
          "throw",
          "transmorphic",
          "try",
          "typedef",
          "union",
          "unsigned",
          "using",
          "vector",
          "version",
          "virtual",
          "void",
          "volatile",
          "while");

  /** The missing codes of the dataset are -99 to -90. */
  private static final int MISSING_GREATEST = -90;

  private final Draft draft;
  private final Remarks remarks;
  private final Map<String, String> columns = new HashMap<>();
  private final Map<String, String> transport = new HashMap<>();

  private NameRules(Draft draft, Remarks remarks) {
    this.draft = draft;
    this.remarks = remarks;
  }

  static void check(Draft draft, Remarks remarks) {
    var rules = new NameRules(draft, remarks);
    for (var questionnaire : draft.protocol().questionnaires().values()) {
      for (var i = 0; i < questionnaire.items().size(); i++) {
        rules.item(questionnaire, i, questionnaire.items().get(i));
      }
    }
  }

  private void item(Questionnaire questionnaire, int i, Item item) {
    var file = Draft.questionnaireFile(questionnaire.code());
    var place = draft.in(file, "items", i, questionnaire.library() ? "n" : "id");
    var column = item.id();
    var longest = longest(item);
    if (longest > COLUMN_CHARACTERS_MAX || column.length() > ITEM_CHARACTERS_MAX) {
      remarks.add(
          NAME_TOO_LONG,
          place,
          "'%s' has %d characters, with its options %d; an item may have %d, a column %d."
              .formatted(
                  column, column.length(), longest, ITEM_CHARACTERS_MAX, COLUMN_CHARACTERS_MAX));
    } else if (!NAME.matcher(column).matches() || column.endsWith("_")) {
      remarks.add(NAME_INVALID, place, "No statistics package can hold '%s'.".formatted(column));
    }
    if (RESERVED.contains(column) || RESERVED.contains(item.name())) {
      remarks.add(
          NAME_RESERVED,
          place,
          "'%s' is a word that statistics packages keep for themselves.".formatted(item.name()));
    }
    for (var each : item.columns()) unique(place, each, questionnaire.code());
    range(file, questionnaire, i, item);
  }

  /** Characters of the longest column: one per option where several may be chosen. */
  private static int longest(Item item) {
    var most = item.columns().stream().mapToInt(String::length).max().orElse(0);
    if (item.kind() != ItemType.MULTIPLE) return most;
    for (var option : item.options()) {
      most = Math.max(most, (item.id() + "__" + option.code()).length());
    }
    return most;
  }

  private void unique(Place place, String column, String code) {
    var other = columns.putIfAbsent(column.toLowerCase(Locale.ROOT), column);
    if (other != null) {
      remarks.add(
          NAME_TWICE,
          place,
          "The columns '%s' and '%s' have the same name.".formatted(column, other));
      return;
    }
    var brief = TransportName.of(code, column);
    var clash = transport.putIfAbsent(brief, column);
    if (clash != null) {
      remarks.add(
          NAME_TRANSPORT_TWICE,
          place,
          "In SAS transport files '%s' and '%s' would both be '%s'."
              .formatted(column, clash, brief));
    }
  }

  private void range(String file, Questionnaire questionnaire, int i, Item item) {
    if (item.min().filter(min -> min <= MISSING_GREATEST).isPresent()) {
      missing(file, item, item.min().get(), "items", i, "min");
    }
    if (questionnaire.library()) return;
    for (var j = 0; j < item.options().size(); j++) {
      var code = item.options().get(j).code();
      if (code <= MISSING_GREATEST) missing(file, item, code, "items", i, "options", j, "code");
    }
  }

  private void missing(String file, Item item, int value, Object... path) {
    remarks.add(
        RANGE_REACHES_MISSING_CODES,
        draft.in(file, path),
        "The value %d of '%s' is a real one, but exports write missing values as %d and below."
            .formatted(value, item.id(), MISSING_GREATEST));
  }
}
