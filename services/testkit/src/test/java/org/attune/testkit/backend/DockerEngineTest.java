package org.attune.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers are used only where an engine says at once that it has the images. */
@Timeout(30)
class DockerEngineTest {
  @TempDir Path directory;

  private Map<String, String> environment() {
    return Map.of("DOCKER_HOST", "unix://" + directory.resolve("d.sock"));
  }

  private ServerSocketChannel listen() throws Exception {
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(directory.resolve("d.sock")));
    return server;
  }

  private static void answer(ServerSocketChannel server, String status) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (var client = server.accept()) {
                var asked = ByteBuffer.allocate(1_024);
                client.read(asked);
                var line = new String(asked.array(), StandardCharsets.US_ASCII);
                // A new engine no longer speaks the old versions of its API.
                var said = line.startsWith("GET /images/") ? status : "400 Bad Request";
                client.write(
                    ByteBuffer.wrap(
                        ("HTTP/1.0 " + said + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
  }

  @Test
  void without_a_socket_there_is_no_engine() {
    assertThat(DockerEngine.find(environment())).isEmpty();
    assertThat(Containers.canRun(environment())).isFalse();
  }

  @Test
  void an_engine_that_has_the_image_or_not_says_so() throws Exception {
    try (var server = listen()) {
      var engine = DockerEngine.find(environment()).orElseThrow();
      answer(server, "200 OK");
      assertThat(engine.hasImage(Containers.POSTGRES)).isTrue();
      answer(server, "404 Not Found");
      assertThat(engine.hasImage(Containers.KAFKA)).isFalse();
    }
  }

  @Test
  void an_engine_that_never_answers_is_not_waited_for() throws Exception {
    try (var _ = listen()) {
      assertThat(Containers.canRun(environment())).isFalse();
    }
  }

  @Test
  void a_socket_that_nobody_listens_on_is_no_engine() throws Exception {
    listen().close();
    assertThat(Containers.canRun(environment())).isFalse();
  }
}
