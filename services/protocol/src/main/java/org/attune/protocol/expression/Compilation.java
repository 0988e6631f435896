package org.attune.protocol.expression;

import java.util.List;

/** What came of compiling a source text. */
public sealed interface Compilation {
  /** It can be evaluated. */
  record Compiled(Expression expression) implements Compilation {}

  /**
   * It cannot.
   *
   * @param problems at least one, by offset
   */
  record Broken(List<Problem> problems) implements Compilation {}

  /**
   * The expression.
   *
   * @throws IllegalArgumentException if it is broken; a linted protocol has no such expression
   */
  default Expression orThrow() {
    return switch (this) {
      case Compiled(var expression) -> expression;
      case Broken(var problems) ->
          throw new IllegalArgumentException(problems.getFirst().sentence());
    };
  }
}
