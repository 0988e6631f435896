package org.attune.standalone.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.attune.platform.service.ServiceDefinition;
import org.attune.standalone.platform.Definitions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parked}: events that services could not apply, and applying them again. */
@Command(
    name = "parked",
    description = {
      "List the events that services could not apply, and apply them again.",
      "Exit 0 if nothing is parked at the end, 1 if something is."
    })
final class ParkedCommand implements Callable<Integer> {
  @Option(names = "--service", paramLabel = "NAME", description = "This service's only.")
  Optional<String> service = Optional.empty();

  @Option(
      names = "--of",
      paramLabel = "STUDY/PARTICIPANT",
      description = "The events of this participant only, or of this STUDY itself.")
  Optional<String> key = Optional.empty();

  @Option(names = "--replay", description = "Apply them again, in order.")
  boolean replay;

  @Option(names = "--json", description = "One JSON line: what is parked at the end.")
  boolean json;

  @Mixin PlatformOption platformOption = new PlatformOption();

  /** A key that waits, at its service. */
  private record Waiting(String service, JsonObject parked) {
    JsonObject json() {
      return new JsonObject().put("service", service).mergeIn(parked);
    }

    @Override
    public String toString() {
      return "%s  %s  %s  %d events since %s  %s"
          .formatted(
              service,
              parked.getString("topic"),
              parked.getString("key"),
              parked.getLong("events"),
              parked.getString("since"),
              parked.getString("reason"));
    }
  }

  @Override
  public Integer call() {
    var services = services();
    try (var platform = Attachment.open(platformOption)) {
      if (replay) for (var waiting : waiting(platform, services)) replay(platform, waiting);
      var left = waiting(platform, services);
      if (json) {
        var all = new JsonArray(left.stream().map(Waiting::json).toList());
        System.out.println(new JsonObject().put("parked", all).encode());
      } else if (left.isEmpty()) {
        System.out.println("Nothing is parked.");
      } else {
        left.forEach(System.out::println);
      }
      return left.isEmpty() ? 0 : Attune.REFUSED;
    }
  }

  private List<String> services() {
    var all = Definitions.all(false).stream().map(ServiceDefinition::name).toList();
    if (service.isEmpty()) return all;
    if (all.contains(service.get())) return List.of(service.get());
    throw new UnusableCallException(
        "There is no service %s: --service takes %s."
            .formatted(service.get(), String.join(", ", all)));
  }

  private List<Waiting> waiting(Attachment platform, List<String> services) {
    var all = new ArrayList<Waiting>();
    for (var name : services) {
      var answer = platform.send("GET", "/" + name + "/parked", new JsonObject());
      for (var parked : answer.getJsonArray("parked")) {
        var waiting = new Waiting(name, (JsonObject) parked);
        if (key.isEmpty() || key.get().equals(waiting.parked().getString("key"))) all.add(waiting);
      }
    }
    return all;
  }

  private void replay(Attachment platform, Waiting waiting) {
    var what =
        new JsonObject()
            .put("topic", waiting.parked().getString("topic"))
            .put("key", waiting.parked().getString("key"));
    try {
      var done = platform.send("POST", "/" + waiting.service() + "/parked/replays", what);
      say(waiting, "applied %d events.".formatted(done.getInteger("applied")));
    } catch (RefusedException e) {
      say(waiting, String.valueOf(e.getMessage()));
    }
  }

  private void say(Waiting waiting, String what) {
    if (json) return;
    System.out.printf("%s  %s: %s%n", waiting.service(), waiting.parked().getString("key"), what);
  }
}
