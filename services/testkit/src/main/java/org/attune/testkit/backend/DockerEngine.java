package org.attune.testkit.backend;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The Docker engine of this machine, asked over its own API ("Inspect an image", in the engine's
 * own version: engines drop old ones), so that nobody waits for an engine that does not answer or
 * for an image that it does not have.
 */
final class DockerEngine {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);
  private static final String DEFAULT_SOCKET = "unix:///var/run/docker.sock";

  private final URI address;

  private DockerEngine(URI address) {
    this.address = address;
  }

  /**
   * The engine that {@code DOCKER_HOST} names, else the one of the default socket, if it may be
   * there. Engines behind TLS are not asked.
   */
  static Optional<DockerEngine> find(Map<String, String> environment) {
    var address = URI.create(environment.getOrDefault("DOCKER_HOST", DEFAULT_SOCKET));
    return switch (String.valueOf(address.getScheme())) {
      case "unix" ->
          Files.exists(Path.of(address.getPath()))
              ? Optional.of(new DockerEngine(address))
              : Optional.empty();
      case "tcp" -> Optional.of(new DockerEngine(address));
      default -> Optional.empty();
    };
  }

  /** True if the engine answers within two seconds that it has the image. */
  boolean hasImage(String name) {
    var status = new CompletableFuture<String>();
    var asking = Thread.ofVirtual().start(() -> ask("/images/" + name + "/json", status));
    try {
      return status.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS).contains(" 200 ");
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      asking.interrupt(); // closes its channel
    }
  }

  private void ask(String path, CompletableFuture<String> status) {
    try (var channel = open()) {
      var request = "GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      var head = ByteBuffer.allocate(64);
      while (head.hasRemaining() && channel.read(head) >= 0) continue;
      status.complete(new String(head.array(), 0, head.position(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      status.completeExceptionally(e);
    }
  }

  private SocketChannel open() throws IOException {
    if (address.getScheme().equals("unix")) {
      var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(address.getPath()));
      return channel;
    }
    return SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
  }
}
