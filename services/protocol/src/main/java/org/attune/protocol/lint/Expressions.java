package org.attune.protocol.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.bundle.Place;
import org.attune.protocol.bundle.Tree;
import org.attune.protocol.expression.Compilation;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.expression.Problem;
import org.attune.protocol.expression.ResultType;

/** Compiles the expressions of a draft, each problem a finding at its character. */
final class Expressions {
  private final Draft draft;
  private final List<Finding> findings = new ArrayList<>();

  Expressions(Draft draft) {
    this.draft = draft;
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /**
   * The expression at {@code path} of {@code file}, or empty after a finding.
   *
   * @param source as the protocol has it
   */
  Optional<Expression> compile(
      String source, Declarations declared, ResultType type, String file, Object... path) {
    return switch (Expression.compile(source, declared, type)) {
      case Compilation.Compiled(var expression) -> Optional.of(expression);
      case Compilation.Broken(var problems) -> {
        for (var problem : problems) add(problem, file, path);
        yield Optional.empty();
      }
    };
  }

  /** A problem of what stands at {@code path} of {@code file}, as a finding. */
  void add(Problem problem, String file, Object... path) {
    findings.add(
        Finding.error(place(problem, file, path), problem.code(), problem.sentence().strip()));
  }

  private Place place(Problem problem, String file, Object... path) {
    return draft
        .tree(file, path)
        .filter(Tree.Scalar.class::isInstance)
        .map(text -> ((Tree.Scalar) text).inside(problem.offset()))
        .orElseGet(() -> draft.in(file, path));
  }
}
