package org.attune.platform.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** An HTTP server on loopback that treats requests and connections as the test says. */
public final class ScriptedServer implements AutoCloseable {
  /** What it does when it has read a request. */
  public enum Manner {
    ANSWER,
    /** Answers, and closes the connection without having said so. */
    ANSWER_AND_CLOSE,
    CLOSE,
    STAY_SILENT
  }

  private final ServerSocket listening;
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final Semaphore closed = new Semaphore(0);
  private final CompletableFuture<Void> accepting;
  private volatile Manner manner = Manner.ANSWER;
  private volatile int status = 200;
  private volatile String body = "{\"outcome\":\"ACCEPTED\"}";

  public ScriptedServer() {
    try {
      listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    accepting = CompletableFuture.runAsync(this::accept, Thread::startVirtualThread);
  }

  private void accept() {
    try {
      while (true) {
        var connection = listening.accept();
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      var in = new BufferedInputStream(connection.getInputStream());
      for (var request = read(in); !request.isEmpty(); request = read(in)) {
        heard.add(request);
        var now = manner;
        if (now == Manner.CLOSE) break;
        if (now == Manner.STAY_SILENT) continue;
        connection.getOutputStream().write(answer());
        if (now == Manner.ANSWER_AND_CLOSE) break;
      }
    } catch (IOException e) {
      // the client has gone
    } finally {
      closed.release();
    }
  }

  /** Head and body of one request; empty at the end. */
  private static String read(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) return "";
      head.append((char) next);
    }
    var length = header(head.toString(), "content-length");
    int bytes = length.isEmpty() ? 0 : Integer.parseInt(length);
    return head + new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
  }

  private byte[] answer() {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var head =
        "HTTP/1.1 %d Said\r\nset-cookie: a=b\r\nlocation: /elsewhere\r\ncontent-length: %d\r\n\r\n"
            .formatted(status, bytes.length);
    return (head + body).getBytes(StandardCharsets.UTF_8);
  }

  /** The value of a header in a request heard; empty if it has none. */
  public static String header(String request, String name) {
    return request
        .lines()
        .takeWhile(line -> !line.isEmpty())
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  public String url() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  /** What is done from here on. */
  public void be(Manner with) {
    manner = with;
  }

  /** What is answered from here on. */
  public void answer(int withStatus, String withBody) {
    status = withStatus;
    body = withBody;
  }

  /** Requests, in the order in which they came. */
  public List<String> heard() {
    return heard;
  }

  public int connections() {
    return connections.size();
  }

  /** Waits until one more connection has been closed. */
  public void awaitClosed() throws InterruptedException {
    closed.acquire();
  }

  /** Nobody is let in once this returns: until the accepting ends the kernel still takes calls. */
  @Override
  public void close() throws IOException {
    listening.close();
    accepting.join();
    for (var connection : connections) connection.close();
  }
}
