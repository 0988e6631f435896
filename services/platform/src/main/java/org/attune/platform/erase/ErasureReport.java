package org.attune.platform.erase;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.NamedEvent;

/**
 * A service has erased a participant: the schema {@code <Service>Erased} of that service.
 *
 * @param rows events whose contents were erased; of a public report public events alone
 * @param chain lower-case hexadecimal head of the hash chain over them; empty if there were none
 * @param kept a code of what can still be counted; empty if nothing
 */
public record ErasureReport(
    String service,
    String study,
    UUID participantId,
    long rows,
    String chain,
    String kept,
    Instant at)
    implements NamedEvent {
  @Override
  public String eventName() {
    return name(service);
  }

  /** Name of the schema of one service's reports. */
  public static String name(String service) {
    return service.substring(0, 1).toUpperCase(Locale.ROOT) + service.substring(1) + "Erased";
  }

  /** True if {@code service} keeps anything of participants: only then it has such a schema. */
  public static boolean isMadeBy(EventCatalog catalog, String service) {
    return catalog.types().stream().anyMatch(type -> type.name().equals(name(service)));
  }
}
