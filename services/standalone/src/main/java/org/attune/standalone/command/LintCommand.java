package org.attune.standalone.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.bundle.Severity;
import org.attune.protocol.lint.Linter;
import org.attune.protocol.lint.PromptLoad;
import org.attune.standalone.synthetic.PlanReading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lint}: everything that is wrong with a study, each with its place. */
@Command(name = "lint", description = "Say everything that is wrong with a study directory.")
final class LintCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Study directory.")
  Path directory = Path.of(".");

  @Option(names = "--json", description = "Print one JSON document.")
  boolean json;

  @Override
  public Integer call() {
    var bundle = Bundle.read(directory);
    var findings = findings(bundle);
    var peak = Linter.lint(bundle).protocol().map(PromptLoad::peak);
    if (json) {
      var document = document(findings);
      peak.ifPresent(most -> document.put("promptsWithin72Hours", most));
      System.out.println(document.encode());
    } else {
      for (var finding : findings) System.out.println(finding);
    }
    boolean clean = findings.stream().noneMatch(f -> f.severity() == Severity.ERROR);
    if (!json && clean) {
      System.out.println(findings.isEmpty() ? "No findings." : "No errors.");
      peak.ifPresent(
          most ->
              System.out.printf(
                  "At most %d prompts and reminders within any 72 hours, of %d.%n",
                  most, PromptLoad.NOTIFICATIONS_MAX));
    }
    return clean ? 0 : Attune.REFUSED;
  }

  /** Of the study and, if it has one, of its rehearsal.yaml. */
  static List<Finding> findings(Bundle bundle) {
    var linting = Linter.lint(bundle);
    var plan = PlanReading.findings(bundle, linting.protocol());
    return Stream.concat(linting.findings().stream(), plan.stream())
        .distinct()
        .sorted(Finding.ORDER)
        .toList();
  }

  static JsonObject document(List<Finding> findings) {
    var list = new JsonArray();
    for (var finding : findings) list.add(document(finding));
    return new JsonObject().put("findings", list);
  }

  static JsonObject document(Finding finding) {
    return new JsonObject()
        .put("file", finding.place().file())
        .put("line", finding.place().line())
        .put("column", finding.place().column())
        .put("severity", finding.severity().name().toLowerCase(java.util.Locale.ROOT))
        .put("code", finding.code())
        .put("sentence", finding.sentence());
  }
}
