package org.attune.studies.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.enrollment.v1.SafetyContactsNamed;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;
import org.attune.studies.domain.Staffing;
import org.attune.studies.store.StaffingStore;

/** Learns which roles of which sites somebody holds. */
public final class EnrollmentEvents implements MessageHandler {
  public static final String TOPIC = "enrollment.v1";

  private final StaffingStore staffing;

  public EnrollmentEvents(StaffingStore staffing) {
    this.staffing = staffing;
  }

  @Override
  public Set<String> types() {
    return Set.of("SafetyContactsNamed");
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    var named = message.as(SafetyContactsNamed.class);
    var posts =
        named.getPosts().stream()
            .map(post -> Staffing.post(post.getSite(), post.getRole()))
            .collect(Collectors.toUnmodifiableSet());
    staffing.put(connection, named.getStudy(), new Staffing(named.getNaming(), posts));
  }
}
