package org.attune.enrollment.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import org.attune.platform.entropy.Digests;
import org.attune.platform.entropy.Entropy;

/**
 * The key that wraps every data key: 256 bits, outside the database, so that neither a dump nor a
 * backup of it holds a name.
 *
 * <p>It stands in {@code <dataDirectory>/vault.key}, Base64, readable by its owner alone. A first
 * start makes it; an operator may put one there (a mounted secret), and several instances of the
 * service need the same. Losing it loses all contact details.
 */
public final class VaultKey {
  static final String FILE = "vault.key";

  private static final String LABEL = "attune vault key";

  private final byte[] bytes;
  private final String id;

  VaultKey(byte[] bytes) {
    if (bytes.length != Sealing.KEY_BYTES) {
      throw new IllegalArgumentException("the vault's key must have 256 bits");
    }
    this.bytes = bytes.clone();
    var digest = Digests.sha256(LABEL.getBytes(StandardCharsets.UTF_8), bytes);
    id = HexFormat.of().formatHex(digest, 0, 8);
  }

  /**
   * The key of {@code directory}, made from {@code entropy} if there is none.
   *
   * @throws UncheckedIOException if the file can be neither read nor written
   * @throws IllegalArgumentException if the file is no key of 256 bits
   */
  public static VaultKey of(Path directory, Entropy entropy) {
    var file = directory.resolve(FILE);
    try {
      Files.createDirectories(directory);
      if (!Files.exists(file)) make(file, entropy);
      var text = Files.readString(file, StandardCharsets.US_ASCII).strip();
      return new VaultKey(Base64.getDecoder().decode(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a whole file beside, then links it: a reader never sees half a key. */
  private static void make(Path file, Entropy entropy) throws IOException {
    var key = entropy.bytes("vault-key", "enrollment", Sealing.KEY_BYTES);
    var owner = PosixFilePermissions.fromString("rw-------");
    var draft =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            FILE,
            ".new",
            PosixFilePermissions.asFileAttribute(owner));
    try {
      Files.writeString(
          draft,
          Base64.getEncoder().encodeToString(key) + "\n",
          StandardCharsets.US_ASCII,
          StandardOpenOption.SYNC);
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      return; // another instance was first; its key holds
    } finally {
      Files.delete(draft);
    }
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** Names the key without revealing it: 64 bits of a hash, hexadecimal. */
  String id() {
    return id;
  }

  @Override
  public String toString() {
    return "vault key " + id;
  }
}
