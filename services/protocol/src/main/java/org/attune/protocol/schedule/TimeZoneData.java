package org.attune.protocol.schedule;

import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.Set;
import java.util.stream.Collectors;

/** The tz database this process has loaded. */
public final class TimeZoneData {
  private static final Set<String> ZONES =
      ZoneId.getAvailableZoneIds().stream()
          .filter(id -> !id.startsWith("SystemV/"))
          .collect(Collectors.toUnmodifiableSet());

  private TimeZoneData() {}

  /** The ids of its zones; those that Java alone has (SystemV/…) nobody else could read. */
  public static Set<String> zones() {
    return ZONES;
  }

  /** Its version, for example {@code 2025b}; stored with each slot. */
  public static String version() {
    return ZoneRulesProvider.getVersions("Europe/Madrid").lastEntry().getKey();
  }
}
