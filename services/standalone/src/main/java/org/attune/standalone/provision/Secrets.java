package org.attune.standalone.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.standalone.platform.PlatformException;

/**
 * Passwords from the directory that infra/secrets.sh makes, by service.
 *
 * @param databasePasswords of the role of each service
 * @param kafkaPasswords of each service as a client of the broker
 */
record Secrets(Map<String, String> databasePasswords, Map<String, String> kafkaPasswords) {
  static final List<String> SERVICES =
      List.of(
          "studies",
          "enrollment",
          "randomization",
          "ema",
          "outcomes",
          "interventions",
          "analytics");

  /**
   * @throws PlatformException if a file is missing or lacks a password
   */
  static Secrets read(Path directory) {
    var database = new TreeMap<String, String>();
    var kafka = new TreeMap<String, String>();
    for (var service : SERVICES) {
      var file = directory.resolve(service + ".env");
      database.put(service, value(file, "ATTUNE_DATABASE_PASSWORD"));
      kafka.put(service, value(file, "ATTUNE_KAFKA_PASSWORD"));
    }
    return new Secrets(database, kafka);
  }

  private static String value(Path file, String name) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name + "="))
          .map(line -> line.substring(name.length() + 1).strip())
          .filter(value -> !value.isEmpty())
          .findFirst()
          .orElseThrow(
              () ->
                  new PlatformException(
                      "%s has no %s: name the directory that infra/secrets.sh made."
                          .formatted(file, name)));
    } catch (IOException e) {
      throw new PlatformException(
          "%s cannot be read: name the directory that infra/secrets.sh made.".formatted(file), e);
    }
  }

  /** No secrets. */
  @Override
  public String toString() {
    return "secrets of " + SERVICES;
  }
}
