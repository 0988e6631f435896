package org.attune.enrollment.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A mail server of this machine that fails where it is told: by command ({@code RCPT}, {@code
 * DATA}, {@code END} for the end of the message) a reply, or {@code ""} to break the connection.
 */
final class ScriptedSmtp implements AutoCloseable {
  final Map<String, String> replies = new ConcurrentHashMap<>();
  final List<String> commands = new CopyOnWriteArrayList<>();
  private final ServerSocket server;

  ScriptedSmtp() {
    try {
      server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> talk(socket));
      } catch (IOException e) {
        return; // closed by the test
      }
    }
  }

  private void talk(Socket socket) {
    try (socket;
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      say(socket, "220 here");
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        var command = line.split("[ :]")[0].toUpperCase(java.util.Locale.ROOT);
        commands.add(command);
        if (!reply(socket, command, command.equals("DATA") ? "354 go on" : "250 ok")) return;
        if (!command.equals("DATA") || replies.containsKey("DATA")) continue;
        while (true) {
          var text = in.readLine();
          if (text == null || text.equals(".")) break;
        }
        commands.add("END");
        if (!reply(socket, "END", "250 taken")) return;
      }
    } catch (IOException e) {
      commands.add("BROKEN");
    }
  }

  private boolean reply(Socket socket, String command, String otherwise) throws IOException {
    var reply = replies.getOrDefault(command, otherwise);
    if (reply.isEmpty()) return false;
    say(socket, reply);
    return !command.equals("QUIT");
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
