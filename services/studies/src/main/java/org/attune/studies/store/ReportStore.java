package org.attune.studies.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.attune.studies.domain.Reported;

/** All that other services said of a study. */
public record ReportStore(StaffingStore staffing, ListStore lists) {
  /** The last that was said; {@link Reported#NOTHING} if nothing was. */
  public Reported find(Connection connection, String study) throws SQLException {
    return new Reported(staffing.find(connection, study), lists.version(connection, study));
  }
}
