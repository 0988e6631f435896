package org.attune.testkit.checker;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.platform.event.EventKey;
import org.attune.platform.study.StudyStatus;
import org.attune.protocol.canonical.Protocols;
import org.attune.protocol.model.Protocol;
import org.attune.studies.v1.StudyOpened;
import org.attune.studies.v1.StudyPublished;

/**
 * What the history of studies implies: what every service must know of each study. Once that
 * history was seen, many threads may ask.
 */
final class StudyFold implements RowCheck {
  private final Map<String, TreeMap<String, String>> rows = new TreeMap<>();
  private final Map<String, String> canonical = new HashMap<>();
  private final Map<String, Optional<Protocol>> parsed = new ConcurrentHashMap<>();

  @Override
  public void row(HistoryRow row) {
    switch (row.type()) {
      case "StudyPublished" -> publish(row.as(StudyPublished.class));
      case "StudyOpened" -> {
        var opened = row.as(StudyOpened.class);
        put(row.key(), StudyStatus.OPEN, row.at());
        of(row.key().study()).put("target", Integer.toString(opened.getTarget()));
        of(row.key().study()).put("synthetic", Boolean.toString(opened.getSynthetic()));
      }
      case "StudyPaused" -> put(row.key(), StudyStatus.PAUSED, row.at());
      case "StudyResumed" -> put(row.key(), StudyStatus.OPEN, row.at());
      case "StudyClosed" -> put(row.key(), StudyStatus.CLOSED, row.at());
      case "StudyLocked" -> put(row.key(), StudyStatus.LOCKED, row.at());
      default -> {} // other events of studies change no copy
    }
  }

  private void publish(StudyPublished published) {
    var study = of(published.getStudy());
    if (study.isEmpty()) {
      study.put("status", StudyStatus.PUBLISHED + " since " + published.getAt());
      study.put("target", "");
      study.put("synthetic", "false");
    }
    study.put("version " + published.getVersion(), published.getProtocolSha256());
    canonical.put(published.getStudy() + " " + published.getVersion(), published.getProtocol());
  }

  private void put(EventKey key, StudyStatus status, Instant at) {
    of(key.study()).put("status", status + " since " + at);
  }

  private TreeMap<String, String> of(String study) {
    return rows.computeIfAbsent(study, _ -> new TreeMap<>());
  }

  /** What a study's rows must be, by name, in every service that keeps studies. */
  Map<String, TreeMap<String, String>> rows() {
    return rows;
  }

  /** A published protocol, if its text reads. */
  Optional<Protocol> protocol(String study, int version) {
    return parsed.computeIfAbsent(study + " " + version, this::parse);
  }

  private Optional<Protocol> parse(String name) {
    return Optional.ofNullable(canonical.get(name)).map(Protocols::fromCanonical);
  }
}
