package org.attune.standalone.platform;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.attune.platform.entropy.SystemEntropy;
import org.attune.platform.log.ProgressObserver;
import org.attune.platform.service.Backends;
import org.attune.platform.time.StudyClock;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;
import org.attune.platform.token.TokenSigner;
import org.attune.platform.token.Tokens;

/**
 * A way to the platform of a data directory: attached to the process that runs there, or started
 * here until closed.
 *
 * @param own the platform started here; empty if another process runs it
 */
public record PlatformAccess(
    String url, String kafka, PlatformKind kind, String adminKey, Optional<Platform> own)
    implements AutoCloseable {
  /**
   * Attaches, or starts what is needed.
   *
   * @throws PlatformException if nothing was ever kept in the directory, or it cannot be used
   */
  public static PlatformAccess open(Path directory) {
    var root = directory.toAbsolutePath().normalize();
    if (!Files.exists(root.resolve("kind"))) {
      throw new PlatformException(
          root
              + " holds no platform: start one with ./attune up, or name its directory with"
              + " --data.");
    }
    var kind = kind(root);
    var running = DataDirectory.running(root);
    if (running.isPresent()) return attach(root, kind, running.get());
    var platform = Platform.start(new PlatformOptions(root, kind, 0), backends(kind));
    var addresses = DataDirectory.running(root).orElseThrow();
    return new PlatformAccess(
        platform.url(), addresses.getString("kafka"), kind, adminKey(root), Optional.of(platform));
  }

  /**
   * Attaches to services that run alone behind one public address.
   *
   * @param keyFile the administrator's private key on its first line
   * @throws PlatformException if the file holds no such key
   */
  public static PlatformAccess at(URI url, Path keyFile) {
    var text = url.toString();
    var address = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    try {
      var key = read(keyFile).split("\\s+")[0];
      Tokens.readPrivate(key);
      return new PlatformAccess(address, "", PlatformKind.UP, key, Optional.empty());
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new PlatformException(
          keyFile + " holds no administrator's key: name the one made with the secrets.", e);
    }
  }

  private static PlatformAccess attach(Path root, PlatformKind kind, JsonObject addresses) {
    return new PlatformAccess(
        addresses.getString("url"),
        addresses.getString("kafka"),
        kind,
        adminKey(root),
        Optional.empty());
  }

  /** What waits in a finished rehearsal waits in virtual time: nothing of it is done here. */
  private static Backends backends(PlatformKind kind) {
    return new Backends(
        StudyClock.live(),
        Clock.systemUTC(),
        new SystemEntropy(),
        ProgressObserver.none(),
        kind.isSynthetic());
  }

  private static PlatformKind kind(Path root) {
    return PlatformKind.valueOf(read(root.resolve("kind")));
  }

  private static String adminKey(Path root) {
    return read(root.resolve("admin.key")).split("\\s+")[0];
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A fresh five-minute token of the administrator. */
  public String adminToken() {
    return Platform.adminToken(adminKey, Backends.live());
  }

  /** A fresh five-minute token by which the administrator acts in another role of the staff. */
  public String tokenOf(Role role) {
    return signer().sign(role, Platform.ADMINISTRATOR, Caller.ALL, Caller.ALL);
  }

  /**
   * The same, of somebody who has just shown the key for one act: it names the act.
   *
   * @param act for example {@code unblind}
   */
  public String tokenFor(String act, Role role) {
    return signer().signFor(act, role, Platform.ADMINISTRATOR, Caller.ALL, Caller.ALL);
  }

  private TokenSigner signer() {
    var key = Tokens.readPrivate(adminKey);
    return new TokenSigner("admin", key, Backends.live().machineClock());
  }

  @Override
  public void close() {
    own.ifPresent(Platform::close);
  }
}
