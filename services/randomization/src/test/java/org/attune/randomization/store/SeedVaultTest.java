package org.attune.randomization.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.attune.platform.entropy.SeededEntropy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A seed at rest. */
class SeedVaultTest {
  private static final byte[] SEED = new SeededEntropy(1).bytes("allocation-seed", "pilot", 32);

  @TempDir Path directory;

  private SeedVault vault(long entropy) {
    return SeedVault.open(directory, new SeededEntropy(entropy));
  }

  @Test
  void a_sealed_seed_is_opened_after_a_restart() {
    var sealed = vault(1).seal("pilot", SEED);
    assertThat(sealed).hasSize(12 + 32 + 16);
    assertThat(vault(2).open("pilot", sealed)).as("the key is the file's").isEqualTo(SEED);
  }

  @Test
  void a_seed_does_not_open_for_another_study_or_with_another_key_or_changed() throws IOException {
    var sealed = vault(1).seal("pilot", SEED);
    assertThatThrownBy(() -> vault(1).open("other", sealed))
        .isInstanceOf(IllegalStateException.class);
    var changed = sealed.clone();
    changed[20] ^= 1;
    assertThatThrownBy(() -> vault(1).open("pilot", changed))
        .isInstanceOf(IllegalStateException.class);
    Files.delete(directory.resolve(SeedVault.KEY_FILE));
    assertThatThrownBy(() -> vault(2).open("pilot", sealed))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("pilot");
  }

  @Test
  void the_key_is_for_its_owner_alone() throws IOException {
    vault(1);
    assertThat(Files.getPosixFilePermissions(directory.resolve(SeedVault.KEY_FILE)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void a_truncated_key_is_refused() throws IOException {
    Files.write(directory.resolve(SeedVault.KEY_FILE), new byte[31]);
    assertThatThrownBy(() -> vault(1)).isInstanceOf(IllegalStateException.class);
  }
}
