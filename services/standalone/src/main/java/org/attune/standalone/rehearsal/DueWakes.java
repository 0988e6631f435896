package org.attune.standalone.rehearsal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.attune.platform.event.EventKey;

/**
 * When services may have something to do for whom. The rows themselves are the truth: a row that
 * was put off or cancelled costs a look that finds nothing, and {@link DueRows} finds at the end of
 * each day what was not heard of.
 */
final class DueWakes {
  /** Kinds that read or change what participants share: one at a time, in order. */
  private static final Set<String> SHARED = Set.of("allocate", "not-randomized");

  /**
   * @param shared true if it has to wait for its turn among all participants
   */
  record Wake(Instant at, String service, boolean shared) {}

  private static final Comparator<Wake> ORDER =
      Comparator.comparing(Wake::at).thenComparing(Wake::service).thenComparing(Wake::shared);

  private record Heard(Wake wake, String kind) {}

  /** By participant; how many rows wait for the same moment. */
  private final Map<EventKey, TreeMap<Wake, Integer>> wakes = new HashMap<>();

  private final Map<EventKey, List<Heard>> listening = new HashMap<>();
  private Instant last = Instant.EPOCH;

  synchronized void scheduled(String service, EventKey key, String kind, Instant at) {
    // The database keeps microseconds and rounds; a microsecond later the row is due for certain.
    var stored = at.truncatedTo(ChronoUnit.MICROS);
    if (stored.isBefore(at)) stored = stored.plus(1, ChronoUnit.MICROS);
    var wake = new Wake(stored, service, SHARED.contains(kind));
    wakes.computeIfAbsent(key, _ -> new TreeMap<>(ORDER)).merge(wake, 1, Integer::sum);
    var heard = listening.get(key);
    if (heard != null) heard.add(new Heard(wake, kind));
    if (stored.isAfter(last)) last = stored;
  }

  /** The earliest wake of {@code key}. */
  synchronized Optional<Wake> next(EventKey key) {
    var of = wakes.get(key);
    return of == null || of.isEmpty() ? Optional.empty() : Optional.of(of.firstKey());
  }

  /** {@code service} looks for what it has to do for {@code key} until {@code now}. */
  synchronized void look(EventKey key, String service, Instant now) {
    listening.put(key, new ArrayList<>());
    var of = wakes.get(key);
    if (of == null) return;
    of.keySet().removeIf(wake -> wake.service().equals(service) && !wake.at().isAfter(now));
  }

  /**
   * It has looked, and handled {@code rows} rows. A single row that was put off twice waits for the
   * second time only: first for a repetition, in case no answer comes from the channel, then, once
   * there was one, for what comes next.
   */
  synchronized void looked(EventKey key, int rows) {
    var heard = listening.remove(key);
    if (rows != 1 || heard == null || heard.size() != 2) return;
    if (heard.getFirst().kind().equals(heard.getLast().kind())) {
      forget(key, heard.getFirst().wake());
    }
  }

  /**
   * One row of {@code service}, which waited for the first of {@code times} after {@code now} that
   * anything waits for, is gone.
   */
  synchronized void gone(EventKey key, String service, Instant now, List<Instant> times) {
    var of = wakes.get(key);
    if (of == null) return;
    for (var at : times) {
      var wake = new Wake(at, service, false);
      if (!at.isAfter(now) || !of.containsKey(wake)) continue;
      forget(key, wake);
      return;
    }
  }

  private void forget(EventKey key, Wake wake) {
    var of = wakes.get(key);
    if (of != null) of.computeIfPresent(wake, (_, rows) -> rows == 1 ? null : rows - 1);
  }

  /** The latest time anything ever waited for. */
  synchronized Instant last() {
    return last;
  }
}
