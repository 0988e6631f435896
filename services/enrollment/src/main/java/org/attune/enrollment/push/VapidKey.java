package org.attune.enrollment.push;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * By which push services know this platform (VAPID, RFC 8292): a key pair on P-256 in {@code
 * <dataDirectory>/push.key}, readable by its owner alone. A first start makes it; several instances
 * need the same. Who loses it loses all subscriptions.
 *
 * <p>The file has two lines in Base64: the private key (PKCS #8) and the public point.
 */
public final class VapidKey {
  static final String FILE = "push.key";

  /** RFC 8292 section 2 allows 24 hours. */
  private static final Duration TOKEN_LASTS = Duration.ofHours(12);

  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER = encoded("{\"typ\":\"JWT\",\"alg\":\"ES256\"}");

  private final PrivateKey key;
  private final ECPublicKey point;

  private VapidKey(PrivateKey key, ECPublicKey point) {
    this.key = key;
    this.point = point;
  }

  /**
   * The key of {@code directory}, made if there is none.
   *
   * @throws UncheckedIOException if the file can be neither read nor written
   * @throws IllegalArgumentException if the file holds no such keys
   */
  public static VapidKey of(Path directory) {
    var file = directory.resolve(FILE);
    try {
      Files.createDirectories(directory);
      if (!Files.exists(file)) make(file);
      var lines = Files.readAllLines(file, US_ASCII);
      if (lines.size() != 2) throw new IllegalArgumentException(file + " has not two lines");
      var bytes = Base64.getDecoder().decode(lines.getFirst());
      return new VapidKey(
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes)),
          P256.publicKey(Base64.getDecoder().decode(lines.getLast())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(file + " holds no private key on P-256", e);
    }
  }

  /** Writes a whole file beside, then links it: a reader never sees half a key. */
  private static void make(Path file) throws IOException {
    var pair = P256.newKeyPair();
    var text =
        Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n"
            + Base64.getEncoder().encodeToString(P256.point((ECPublicKey) pair.getPublic()))
            + "\n";
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var draft = Files.createTempFile(file.toAbsolutePath().getParent(), FILE, ".new", owner);
    try {
      Files.writeString(draft, text, US_ASCII, StandardOpenOption.SYNC);
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      return; // another instance was first; its key holds
    } finally {
      Files.delete(draft);
    }
  }

  /** What a browser needs to subscribe ({@code applicationServerKey}): base64url. */
  public String publicKey() {
    return URL.encodeToString(P256.point(point));
  }

  /**
   * The authorization of a request (RFC 8292 section 3).
   *
   * @param audience origin of the push service
   * @param contact who runs this platform, {@code mailto:} or {@code https:}
   */
  String authorization(String audience, String contact, Instant now) {
    var claims =
        new JsonObject()
            .put("aud", audience)
            .put("exp", now.plus(TOKEN_LASTS).getEpochSecond())
            .put("sub", contact);
    var signed = HEADER + "." + encoded(claims.encode());
    return "vapid t=" + signed + "." + URL.encodeToString(signature(signed)) + ", k=" + publicKey();
  }

  private byte[] signature(String text) {
    try {
      var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(key);
      signature.update(text.getBytes(US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs with ES256", e);
    }
  }

  private static String encoded(String text) {
    return URL.encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "push key " + publicKey().substring(0, 12);
  }
}
