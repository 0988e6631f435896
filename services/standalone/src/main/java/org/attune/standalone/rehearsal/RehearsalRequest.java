package org.attune.standalone.rehearsal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.attune.protocol.bundle.Bundle;

/**
 * What to rehearse.
 *
 * @param participants how many are to be randomized (in a study without arms: enrolled); replaces
 *     the protocol's target
 * @param seed of everything that chance decides
 * @param out the dataset package; absent or empty
 * @param data where the platform's data are kept; empty: in a directory that is deleted at the end
 * @param port of the platform; 0 for any
 * @param separate true if each service is to run as a process of its own
 * @param progress hears of every virtual day; called by the driver's thread
 */
public record RehearsalRequest(
    Bundle bundle,
    int participants,
    long seed,
    Path out,
    Optional<Path> data,
    int port,
    boolean separate,
    Consumer<RehearsalDay> progress) {
  public static final int PARTICIPANTS_MAX = 100_000;
}
