package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that change where a study stands, each with a reason. */
final class StudyCommands {
  private StudyCommands() {}

  /** What they share. */
  abstract static class Change implements Callable<Integer> {
    @Parameters(paramLabel = "STUDY", description = "Study, by its slug.")
    String study = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    String reason = "";

    @Mixin PlatformOption platformOption = new PlatformOption();

    private final String route;
    private final String done;

    Change(String route, String done) {
      this.route = route;
      this.done = done;
    }

    @Override
    public Integer call() {
      try (var platform = Attachment.open(platformOption)) {
        platform.send(
            "POST",
            "/studies/studies/" + study + "/" + route,
            new JsonObject().put("reason", reason));
      }
      System.out.println(done + " " + study + ".");
      return 0;
    }
  }

  /** {@code pause}. */
  @Command(name = "pause", description = "Hold invitations, allocation and prompts.")
  static final class Pause extends Change {
    Pause() {
      super("pause", "Paused");
    }
  }

  /** {@code resume}. */
  @Command(name = "resume", description = "Go on after a pause.")
  static final class Resume extends Change {
    Resume() {
      super("resumption", "Resumed");
    }
  }

  /** {@code close}. */
  @Command(name = "close", description = "End recruitment and data collection.")
  static final class Close extends Change {
    Close() {
      super("closing", "Closed");
    }
  }

  /** {@code lock}. */
  @Command(name = "lock", description = "Lock the database: nothing changes any more.")
  static final class Lock extends Change {
    Lock() {
      super("locking", "Locked");
    }
  }
}
