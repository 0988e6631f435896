package org.attune.studies.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;
import org.attune.randomization.v1.AllocationListUploaded;
import org.attune.studies.store.ListStore;

/** Learns that a study has the list that it declares. */
public final class RandomizationEvents implements MessageHandler {
  public static final String TOPIC = "randomization.v1";

  private final ListStore lists;

  public RandomizationEvents(ListStore lists) {
    this.lists = lists;
  }

  @Override
  public Set<String> types() {
    return Set.of("AllocationListUploaded");
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    var uploaded = message.as(AllocationListUploaded.class);
    lists.put(connection, uploaded.getStudy(), uploaded.getVersion());
  }
}
