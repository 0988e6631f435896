package org.attune.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {
  private static final Path OUTGOING = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

  @Test
  void no_port_is_given_twice() {
    assertThat(IntStream.range(0, 500).map(_ -> FreePorts.next()).boxed()).doesNotHaveDuplicates();
  }

  /** Else a connection of a service that starts may take the port of another before it listens. */
  @Test
  void no_port_is_one_that_an_outgoing_connection_is_given() throws IOException {
    assumeThat(OUTGOING).exists();
    int first = Integer.parseInt(Files.readAllLines(OUTGOING).getFirst().split("\\s+")[0]);

    assertThat(IntStream.range(0, 500).map(_ -> FreePorts.next()).boxed())
        .allSatisfy(port -> assertThat(port).isLessThan(first));
  }
}
