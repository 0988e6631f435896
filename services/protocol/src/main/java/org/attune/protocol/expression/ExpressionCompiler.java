package org.attune.protocol.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.attune.protocol.bundle.Nearest;

/** Compiles the expressions of one set of declarations; reads the checker's words for authors. */
public final class ExpressionCompiler {
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .maxExpressionCodePointSize(Expression.EXPRESSION_CHARS_MAX)
          .maxParseRecursionDepth(Expression.EXPRESSION_DEPTH_MAX)
          .build();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();
  private static final Pattern TEXT_OR_NAME =
      Pattern.compile(
          "\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*(?!\\s*\\()");

  private final Declarations declared;
  private final CelCompiler compiler;

  public ExpressionCompiler(Declarations declared) {
    this.declared = declared;
    var builder = CelCompilerFactory.standardCelCompilerBuilder().setOptions(OPTIONS);
    declared.types().forEach((name, type) -> builder.addVar(name, type.cel()));
    this.compiler = builder.build();
  }

  /** The expression, or every problem with it. */
  public Compilation compile(String source, ResultType expected) {
    if (source.length() > Expression.EXPRESSION_CHARS_MAX) {
      return broken(
          "expression-too-long",
          "The expression has %d characters; at most %d are read. Split it into several rules."
              .formatted(source.length(), Expression.EXPRESSION_CHARS_MAX));
    }
    var checked = compiler.compile(source);
    if (checked.hasError()) {
      return new Compilation.Broken(
          checked.getErrors().stream()
              .map(issue -> problem(source, issue))
              .distinct()
              .sorted(Comparator.comparingInt(Problem::offset))
              .toList());
    }
    try {
      var tree = checked.getAst();
      if (!expected.holds(tree.getResultType())) {
        return broken(
            "expression-type",
            "The expression has to say %s, but its value is of the type %s; compare it with something, or choose another fact."
                .formatted(expected.words(), tree.getResultType().name()));
      }
      return new Compilation.Compiled(
          new Expression(source, tree, RUNTIME.createProgram(tree), declared));
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException("a checked expression has a program", e);
    }
  }

  private static Compilation broken(String code, String sentence) {
    return new Compilation.Broken(List.of(new Problem(code, sentence, 0)));
  }

  private Problem problem(String source, CelIssue issue) {
    var offset = offset(source, issue);
    var message = issue.getMessage();
    if (message.startsWith("undeclared reference")) return undeclared(source, offset, message);
    if (message.startsWith("found no matching overload")) {
      var words = message.replaceFirst(" \\(candidates:.*", "").replaceFirst("^found", "there is");
      return new Problem(
          "expression-type",
          "These do not go together: %s.%s".formatted(words.replace('\n', ' '), remedy(message)),
          offset);
    }
    return new Problem(
        "expression-syntax",
        "This is not a CEL expression: %s. Check quotes, parentheses and operators here."
            .formatted(message.replaceFirst(" expecting \\{.*", "").replace('\n', ' ')),
        offset);
  }

  private static String remedy(String message) {
    return message.contains("(double, int)") || message.contains("(int, double)")
        ? " Scores are decimal numbers: write 10.0 rather than 10, and >= or <= rather than ==."
        : " Compare texts with texts, numbers with numbers.";
  }

  private Problem undeclared(String source, int offset, String message) {
    var names = TEXT_OR_NAME.matcher(source);
    while (names.find()) {
      var name = names.group();
      if (names.end() <= offset || names.start() > offset || declared.types().containsKey(name)) {
        continue;
      }
      return new Problem(
          "undeclared-name",
          "Nothing here is called '%s'. %s".formatted(name, hint(name)),
          names.start());
    }
    var word = message.replaceFirst("^undeclared reference to '([^']*)'.*", "$1");
    return new Problem(
        "undeclared-name",
        "There is no function '%s' here; use comparisons, &&, || and !.".formatted(word),
        offset);
  }

  /** The nearest name, else those that begin alike, else what there is to begin with. */
  private String hint(String name) {
    var nearest = Nearest.to(name, declared.types().keySet());
    if (nearest.isPresent()) return "Did you mean '%s'?".formatted(nearest.get());
    var root = name.replaceFirst("\\..*", ".");
    var alike = declared.types().keySet().stream().filter(n -> n.startsWith(root)).toList();
    if (!alike.isEmpty()) return "Known are: %s.".formatted(String.join(", ", alike));
    var roots =
        declared.types().keySet().stream()
            .map(n -> n.replaceFirst("\\..*", ""))
            .distinct()
            .toList();
    return roots.isEmpty()
        ? "Nothing can be named here."
        : "Names begin with one of: %s.".formatted(String.join(", ", roots));
  }

  private static int offset(String source, CelIssue issue) {
    var location = issue.getSourceLocation();
    var start = 0;
    for (var line = 1; line < location.getLine(); line++) {
      start = source.indexOf('\n', start) + 1;
    }
    return Math.clamp((long) start + location.getColumn(), 0, source.length());
  }
}
