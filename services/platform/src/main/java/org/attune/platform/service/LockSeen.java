package org.attune.platform.service;

import java.util.HashMap;
import java.util.Map;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.data.Database;
import org.attune.platform.event.Message;
import org.attune.platform.study.StudyBook;

/** Notices, beside a service's own handler, that a study was locked. */
final class LockSeen {
  static final String LOCKED = "StudyLocked";

  private LockSeen() {}

  /** The same handlers; {@code seen} runs after the commit of each lock that is applied. */
  static Map<String, MessageHandler> wrap(Map<String, MessageHandler> consumers, Runnable seen) {
    var wrapped = new HashMap<>(consumers);
    wrapped.computeIfPresent(
        StudyBook.TOPIC, (_, handler) -> new Noticing(handler, message -> notice(message, seen)));
    return wrapped;
  }

  private static void notice(Message message, Runnable seen) {
    if (message.type().equals(LOCKED)) Database.afterCommit(seen);
  }
}
