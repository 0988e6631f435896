package org.attune.standalone.command;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.attune.protocol.amendment.Amendment;
import org.attune.protocol.amendment.Change;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.lint.Linter;
import org.attune.protocol.lint.Linting;
import org.attune.protocol.model.Protocol;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diff}: what the next version of a study changes and who gets it, before publishing. */
@Command(
    name = "diff",
    description = "Say what the next version of a study changes, and who gets what.")
final class DiffCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "OLD", description = "Study directory, as published.")
  Path before = Path.of(".");

  @Parameters(index = "1", paramLabel = "NEW", description = "Study directory, amended.")
  Path after = Path.of(".");

  @Option(names = "--json", description = "Print one JSON document.")
  boolean json;

  /** Texts come in every language, whatever the terminal's locale says. */
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  @Override
  public Integer call() {
    var was = Linter.lint(Bundle.read(before));
    var is = Linter.lint(Bundle.read(after));
    if (was.protocol().isEmpty() || is.protocol().isEmpty()) return unlinted(was, is);
    var unfit = Amendment.unfit(was.protocol().get(), is.protocol().get());
    if (unfit.isPresent()) throw new UnusableCallException(unfit.get());
    var amendment = Amendment.between(was.protocol().get(), is.protocol().get());
    if (json) out.println(document(amendment).encode());
    else AmendmentText.print(amendment, out);
    return isRefused(amendment) ? Attune.REFUSED : 0;
  }

  private static boolean isRefused(Amendment amendment) {
    return amendment.isRefusedOnceOpen() || !amendment.strandings().isEmpty();
  }

  /** What the linter says against either, under its directory. */
  private int unlinted(Linting was, Linting is) {
    var list = new JsonArray();
    errors(before, was, list);
    errors(after, is, list);
    if (json) out.println(new JsonObject().put("findings", list).encode());
    return Attune.REFUSED;
  }

  private void errors(Path directory, Linting linting, JsonArray list) {
    if (!linting.hasErrors()) return;
    if (!json) out.println(directory + " is not a study that can be published:");
    for (var finding : linting.findings()) {
      if (!finding.isError()) continue;
      if (!json) out.println(finding);
      list.add(
          new JsonObject()
              .put("directory", directory.toString())
              .mergeIn(LintCommand.document(finding)));
    }
  }

  private static JsonObject document(Amendment amendment) {
    var changes = new JsonArray();
    for (var change : amendment.changes()) changes.add(change(change));
    var strandings = new JsonArray();
    for (var stranding : amendment.strandings()) {
      strandings.add(
          new JsonObject()
              .put("path", stranding.path())
              .put("sentence", stranding.sentence())
              .put("remedy", stranding.remedy()));
    }
    return new JsonObject()
        .put("study", amendment.after().study())
        .put("from", amendment.before().version())
        .put("to", amendment.after().version())
        .put("effective", effective(amendment.after()))
        .put("changes", changes)
        .put("stranding", strandings)
        .put("reconsent", amendment.asksConsentAgain());
  }

  private static @Nullable String effective(Protocol protocol) {
    return protocol.effective().map(Object::toString).orElse(null);
  }

  private static JsonObject change(Change change) {
    var difference = change.difference();
    var who = new JsonArray();
    for (var people : change.effect().who()) who.add(people.slug());
    return new JsonObject()
        .put("area", change.effect().area().slug())
        .put("path", difference.place())
        .put("kind", difference.kind().slug())
        .put("old", value(difference.before()))
        .put("new", value(difference.after()))
        .put("who", who)
        .put("how", change.effect().how().slug());
  }

  private static @Nullable Object value(Optional<String> canonical) {
    return canonical.map(Json::decodeValue).orElse(null);
  }
}
