package org.attune.protocol.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The part of CEL that a participant's device evaluates as well as the server: in conditions of
 * items and in their texts. Names, whole numbers, texts, true and false; {@code ! - * / % + == != <
 * <= > >= in && || ?:}; lists after {@code in}; {@code size(name)}. docs/authoring.md says it to
 * authors, schemas/vectors has what both must agree on.
 */
public final class DeviceLanguage {
  static final String CODE = "expression-not-on-device";

  private static final String NAME = "[a-z][a-z0-9_]*(?!['\"A-Z.])";
  private static final String NUMBER = "\\d+(?![A-Za-z0-9_.])";
  private static final String TEXT = "'[^'\\\\\\n]*'(?!')|\"[^\"\\\\\\n]*\"(?!\")";
  private static final String SIGN = "&&|\\|\\||==|!=|<=|>=|[-!<>+*/%?:(),\\[\\]]";
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:(%s)|%s|%s|%s)".formatted(NAME, NUMBER, TEXT, SIGN));

  private static final Set<String> WORDS = Set.of("true", "false", "in");
  private static final String SIZE = "size";

  private record Token(String text, boolean isName, int offset) {}

  private final Declarations declared;
  private final List<Token> tokens = new ArrayList<>();

  private DeviceLanguage(Declarations declared) {
    this.declared = declared;
  }

  /** What a device could not read of {@code source}, if anything. */
  public static Optional<Problem> problem(String source, Declarations declared) {
    var language = new DeviceLanguage(declared);
    var unread = language.read(source);
    if (unread.isPresent()) return unread;
    for (int i = 0; i < language.tokens.size(); i++) {
      var misplaced = language.misplaced(i);
      if (misplaced.isPresent()) return misplaced;
    }
    return Optional.empty();
  }

  private Optional<Problem> read(String source) {
    var end = source.stripTrailing().length();
    var matcher = TOKEN.matcher(source);
    for (int at = 0; at < end; at = matcher.end()) {
      if (!matcher.find(at) || matcher.start() != at) {
        int offset = at;
        while (Character.isWhitespace(source.charAt(offset))) offset++;
        return problem(
            "The part that begins with '%s'".formatted(beginning(source, offset)), offset);
      }
      var text = matcher.group().strip();
      int offset = matcher.end() - text.length();
      tokens.add(new Token(text, matcher.group(1) != null, offset));
    }
    return Optional.empty();
  }

  private static String beginning(String source, int offset) {
    var rest = source.substring(offset).split("[\\s'\"]", 2)[0];
    if (rest.isEmpty()) rest = source.substring(offset, offset + 1);
    return rest.length() <= 20 ? rest : rest.substring(0, 20);
  }

  /** Calls other than size, and lists other than after in. */
  private Optional<Problem> misplaced(int i) {
    var token = tokens.get(i);
    if (token.text().equals("[") && !is(i - 1, "in")) {
      return problem("A list that does not stand after 'in'", token.offset());
    }
    if (!token.isName() || WORDS.contains(token.text())) return Optional.empty();
    if (is(i + 1, "(")) {
      return token.text().equals(SIZE)
          ? Optional.empty()
          : problem("The function '%s'".formatted(token.text()), token.offset());
    }
    boolean measured = is(i - 2, SIZE) && is(i - 1, "(") && is(i + 1, ")");
    return declared.types().get(token.text()) == FactType.CODES && !is(i - 1, "in") && !measured
        ? problem(
            "'%s', which is a list, other than in 'code in %s' or 'size(%s)'"
                .formatted(token.text(), token.text(), token.text()),
            token.offset())
        : Optional.empty();
  }

  private boolean is(int i, String text) {
    return i >= 0 && i < tokens.size() && tokens.get(i).text().equals(text);
  }

  private static Optional<Problem> problem(String what, int offset) {
    return Optional.of(
        new Problem(
            CODE,
            "%s cannot be evaluated on a participant's phone. Use names of earlier items, whole numbers, texts in quotes, comparisons, && || !, 'in [1, 2]', whole arithmetic, 'a ? b : c' and size()."
                .formatted(what),
            offset));
  }
}
