package org.attune.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.attune.standalone.platform.PilotProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;

/** A short run of what {@code ./attune bench faults} does for an hour; what it prints is shown. */
@ExtendWith(PilotProgram.class)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class FaultsIT {
  private static final int KEPT = 0;

  private static void isKept(String of, int kills) {
    var said = new StringWriter();
    int exit =
        new CommandLine(new FaultsCommand())
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute("--kills", Integer.toString(kills), "--seed", "7", "--of", of);
    System.out.println(said);
    assertThat(exit).as(said.toString()).isEqualTo(KEPT);
  }

  @Test
  void nothing_is_lost_doubled_or_left_running_when_processes_are_killed() {
    isKept("processes", 4);
  }

  @Test
  void nothing_is_lost_doubled_or_left_running_when_the_whole_is_killed() {
    isKept("up", 2);
  }
}
