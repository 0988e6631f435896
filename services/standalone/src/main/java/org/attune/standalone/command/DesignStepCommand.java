package org.attune.standalone.command;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.attune.randomization.design.Odds;
import org.attune.randomization.design.UnusableDesignException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code randomization next}: one step of a design by itself, to be checked by hand. */
@Command(
    name = "next",
    description = {
      "Say the chances of every arm at the next place, from a stated history.",
      "Both files are JSON; docs/domain/randomization.md shows them."
    })
final class DesignStepCommand implements Callable<Integer> {
  @Option(
      names = "--design",
      required = true,
      paramLabel = "FILE",
      description = "Method, arms with their ratio, and what the method takes.")
  Path design = Path.of("");

  @Option(
      names = "--state",
      required = true,
      paramLabel = "FILE",
      description = "Who was allocated before, and who comes.")
  Path state = Path.of("");

  @Option(names = "--json", description = "Print exactly one JSON line.")
  boolean json;

  @Override
  public Integer call() {
    var stated = read(state);
    try {
      var form = DesignForm.read(design, read(design));
      var said =
          form.isMinimisation()
              ? minimised(form, new StateForm(state, stated, form))
              : said(
                  form,
                  form.sequential()
                      .next(new StateForm(state, stated, form).counts(stated, "counts")));
      System.out.println(json ? said.encode() : text(form, said));
      return 0;
    } catch (UnusableDesignException | IllegalArgumentException e) {
      throw new UnusableCallException(String.valueOf(e.getMessage()));
    }
  }

  private static JsonObject minimised(DesignForm form, StateForm state) {
    var step = form.minimisation().next(state.groups());
    var imbalance = new JsonObject();
    for (int arm = 0; arm < form.arms().size(); arm++) {
      imbalance.put(form.arms().get(arm), step.sums().get(arm).doubleValue());
    }
    var tied = new JsonArray(step.tied().stream().map(form.arms()::get).toList());
    return said(form, step.odds()).put("imbalance", imbalance).put("tied", tied);
  }

  private static JsonObject said(DesignForm form, Odds odds) {
    var probabilities = new JsonObject();
    for (int arm = 0; arm < form.arms().size(); arm++) {
      var weight = odds.weights().get(arm);
      var common = weight.gcd(odds.sum());
      probabilities.put(
          form.arms().get(arm),
          new JsonObject()
              .put("exact", weight.divide(common) + "/" + odds.sum().divide(common))
              .put("value", odds.share(arm)));
    }
    return new JsonObject().put("method", form.method()).put("probabilities", probabilities);
  }

  private static String text(DesignForm form, JsonObject said) {
    var lines = new StringBuilder(form.method());
    var imbalance = said.getJsonObject("imbalance", new JsonObject());
    for (var arm : form.arms()) {
      var chance = said.getJsonObject("probabilities").getJsonObject(arm);
      lines.append("%n  %s  %s".formatted(arm, chance.getString("exact")));
      if (imbalance.containsKey(arm)) {
        lines.append("  imbalance ").append(imbalance.getDouble(arm));
      }
    }
    if (said.containsKey("tied")) {
      List<String> tied = said.getJsonArray("tied").stream().map(String::valueOf).toList();
      lines.append("%n  least imbalance: %s".formatted(String.join(", ", tied)));
    }
    return lines.toString();
  }

  private static JsonObject read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new UnusableCallException(file + " is no file.");
      }
      return new JsonObject(Files.readString(file));
    } catch (DecodeException | ClassCastException e) {
      throw new UnusableCallException(file + " is no JSON object: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
