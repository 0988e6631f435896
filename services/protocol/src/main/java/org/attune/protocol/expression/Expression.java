package org.attune.protocol.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.CelVariableResolver;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A compiled CEL expression: type-checked, without loops, safe to evaluate from many threads. Its
 * work is bounded by its length, since macros over lists are not part of the language here.
 */
public final class Expression {
  /** UTF-16 units of the source. */
  public static final int EXPRESSION_CHARS_MAX = 2_000;

  /** How deeply parentheses and operators may be nested. */
  public static final int EXPRESSION_DEPTH_MAX = 50;

  private final String source;
  private final CelAbstractSyntaxTree tree;
  private final CelRuntime.Program program;
  private final Declarations declared;
  private final Set<String> names;

  Expression(
      String source,
      CelAbstractSyntaxTree tree,
      CelRuntime.Program program,
      Declarations declared) {
    this.source = source;
    this.tree = tree;
    this.program = program;
    this.declared = declared;
    this.names = Collections.unmodifiableSet(names(tree, declared));
  }

  /** {@code source}, checked against what is declared and the type that is needed. */
  public static Compilation compile(String source, Declarations declared, ResultType expected) {
    return new ExpressionCompiler(declared).compile(source, expected);
  }

  public String source() {
    return source;
  }

  /** The declared facts that the source names, sorted. */
  public Set<String> names() {
    return names;
  }

  /**
   * The value over {@code facts}, as far as they decide it: {@code a || b} is true when {@code a}
   * is, whatever {@code b} will be.
   *
   * @param facts what is known, by name; names that are not declared are ignored
   * @throws IllegalArgumentException if a fact is not of its declared type
   */
  public Evaluation evaluate(Map<String, Object> facts) {
    var known = new HashMap<String, Object>();
    for (var name : names) {
      var value = facts.get(name);
      if (value != null) known.put(name, typeOf(name).of(value));
    }
    try {
      var value = program.eval((CelVariableResolver) name -> Optional.ofNullable(known.get(name)));
      return value instanceof CelUnknownSet unknown
          ? new Evaluation.Unknown(missing(unknown))
          : new Evaluation.Known(value);
    } catch (CelEvaluationException e) {
      return new Evaluation.Unknown(Set.of()); // no value over known facts, as 1 / 0
    }
  }

  private FactType typeOf(String name) {
    var type = declared.types().get(name);
    if (type == null) throw new IllegalStateException(name + " is not declared");
    return type;
  }

  private Set<String> missing(CelUnknownSet unknown) {
    var missing = new TreeSet<String>();
    for (var id : unknown.unknownExprIds()) {
      var reference = tree.getReferenceMap().get(id);
      if (reference != null) missing.add(reference.name());
    }
    return Collections.unmodifiableSet(missing);
  }

  private static TreeSet<String> names(CelAbstractSyntaxTree tree, Declarations declared) {
    var names = new TreeSet<String>();
    for (var reference : tree.getReferenceMap().values()) {
      if (declared.types().containsKey(reference.name())) names.add(reference.name());
    }
    return names;
  }

  @Override
  public String toString() {
    return source;
  }
}
