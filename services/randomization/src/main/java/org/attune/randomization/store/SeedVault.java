package org.attune.randomization.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.attune.platform.entropy.Digests;
import org.attune.platform.entropy.Entropy;

/**
 * Seals seeds for the database: AES-256-GCM, the study as associated data, so that neither the
 * tables nor a copy of them give a list away, and no seed can be put in place of another. The key
 * is a file of the service's data directory, readable by its owner alone; whoever backs up the
 * database must back up the key elsewhere, for without it no list can be continued.
 */
public final class SeedVault {
  /** Name of the key file in the data directory. */
  public static final String KEY_FILE = "randomization-seed.key";

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String CIPHER = "AES/GCM/NoPadding";

  private final SecretKeySpec key;
  private final Entropy entropy;

  private SeedVault(byte[] key, Entropy entropy) {
    this.key = new SecretKeySpec(key, "AES");
    this.entropy = entropy;
  }

  /**
   * Opens the vault, making its key at the first start.
   *
   * @param directory where the service keeps files
   * @throws UncheckedIOException if the key can be neither read nor written
   * @throws IllegalStateException if the file is no key
   */
  public static SeedVault open(Path directory, Entropy entropy) {
    var file = directory.resolve(KEY_FILE);
    try {
      Files.createDirectories(directory);
      write(file, entropy);
      var bytes = Files.readAllBytes(file);
      if (bytes.length != KEY_BYTES) throw new IllegalStateException(file + " is not a key");
      return new SeedVault(bytes, entropy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, Entropy entropy) throws IOException {
    if (Files.exists(file)) return;
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var channel = Files.newByteChannel(file, options, owner)) {
      channel.write(ByteBuffer.wrap(entropy.bytes("seed-key", "randomization", KEY_BYTES)));
    } catch (FileAlreadyExistsException e) {
      return; // another instance was first; its key is read
    }
  }

  /** 32 bytes made of the key for a purpose of their own; never revealed with any seed. */
  public byte[] key(String purpose) {
    return Digests.hmacSha256(key.getEncoded(), purpose.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Seals a seed.
   *
   * @return nonce, then ciphertext with its tag
   */
  public byte[] seal(String study, byte[] seed) {
    var nonce = entropy.bytes("seed-nonce", study, NONCE_BYTES);
    var sealed = run(Cipher.ENCRYPT_MODE, study, nonce, seed);
    return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
  }

  /**
   * Opens a sealed seed.
   *
   * @throws IllegalStateException if it was sealed with another key, for another study, or changed
   */
  public byte[] open(String study, byte[] sealed) {
    var nonce = new byte[NONCE_BYTES];
    var rest = new byte[sealed.length - NONCE_BYTES];
    ByteBuffer.wrap(sealed).get(nonce).get(rest);
    return run(Cipher.DECRYPT_MODE, study, nonce, rest);
  }

  private byte[] run(int mode, String study, byte[] nonce, byte[] input) {
    try {
      var cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(study.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key file does not fit the sealed seed of " + study, e);
    }
  }
}
