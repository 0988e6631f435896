package org.attune.protocol.schedule;

import java.time.zone.ZoneRulesProvider;

/** The tz database this process has loaded. */
public final class TimeZoneData {
  private TimeZoneData() {}

  /** Its version, for example {@code 2025b}; stored with each slot. */
  public static String version() {
    return ZoneRulesProvider.getVersions("Europe/Madrid").lastEntry().getKey();
  }
}
