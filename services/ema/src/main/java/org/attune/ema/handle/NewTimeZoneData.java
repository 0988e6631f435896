package org.attune.ema.handle;

import org.attune.ema.store.TimeZoneDataStore;
import org.attune.platform.data.Database;

/**
 * Countries change their clocks at short notice: when a process starts with a newer tz database
 * than the one that prompts were planned by, what was not sent is planned anew. A process that
 * still has the older one changes nothing back.
 */
public final class NewTimeZoneData {
  private final Database database;
  private final TimeZoneDataStore store;
  private final String version;

  /**
   * @param version of the tz database that this process has loaded, for example {@code 2026a}
   */
  public NewTimeZoneData(Database database, TimeZoneDataStore store, String version) {
    this.database = database;
    this.store = store;
    this.version = version;
  }

  /** Makes everybody wait to be planned anew, if the tz database is newer; may be repeated. */
  public void notice() {
    database.transact(
        c -> {
          if (store.renew(c, version)) store.planAllAnew(c);
        });
  }
}
