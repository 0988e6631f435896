package org.attune.standalone.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.attune.platform.logging.JsonLogs;
import org.attune.testkit.backend.EmbeddedKafka;
import org.attune.testkit.backend.KafkaTopics;

/** The broker as a process of its own, so that it can be killed alone. */
public final class BrokerProcess {
  private BrokerProcess() {}

  /**
   * Runs until it is told to end.
   *
   * @param arguments its directory, its port, the port it uses itself, and a file that it makes
   *     when every topic's leader answers
   */
  public static void main(String[] arguments) throws Exception {
    JsonLogs.toStandardOutput("broker");
    int port = Integer.parseInt(arguments[1]);
    var broker = EmbeddedKafka.start(Path.of(arguments[0]), port, Integer.parseInt(arguments[2]));
    KafkaTopics.create(broker.brokers());
    Files.writeString(Path.of(arguments[3]), Long.toString(ProcessHandle.current().pid()));
    new CountDownLatch(1).await();
  }
}
