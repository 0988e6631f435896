package org.attune.analytics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.analytics.dataset.Blinding;
import org.attune.analytics.export.ExportResult;
import org.attune.analytics.export.Exports;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.Message;
import org.attune.platform.event.RecordCodec;
import org.attune.platform.log.History;
import org.attune.platform.log.ProgressObserver;
import org.attune.platform.service.Ports;
import org.attune.platform.study.StudyBook;

/** An analytics database with exports over it, fed by tests without a broker. */
public final class ExportHarness implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2028-01-01T00:00:00Z");

  private final EventCatalog catalog;
  private final AnalyticsDatabase analytics;
  private final StudyBook studies = new StudyBook();
  private final Exports exports;

  public ExportHarness(EventCatalog catalog) {
    this.catalog = catalog;
    analytics = AnalyticsDatabase.create(catalog);
    analytics.database().transact(analytics.sink()::prepare);
    var codec = new RecordCodec(catalog);
    var entropy = new SeededEntropy(7);
    var history =
        new History("analytics", codec, entropy, (key, at) -> NOW, ProgressObserver.none());
    exports =
        new Exports(
            new Ports(
                null,
                analytics.database(),
                history,
                null,
                catalog,
                codec,
                entropy,
                studies,
                null,
                null,
                null));
  }

  public AnalyticsDatabase analytics() {
    return analytics;
  }

  public Exports exports() {
    return exports;
  }

  public void feed(List<Message> messages) {
    analytics.feed(messages);
    for (var message : messages) {
      if (studies.types().contains(message.type())) {
        analytics.database().transact(c -> studies.apply(c, message));
      }
    }
  }

  public ExportResult.Created export(Blinding blinding, Path out) {
    var result =
        exports.export(
            Trial.STUDY, blinding, Optional.empty(), "ADMIN test", Optional.of("a test"), out);
    if (result instanceof ExportResult.Created created) return created;
    throw new AssertionError(result);
  }

  public StudyFigures figures() {
    return analytics.database().inTransaction(c -> StudyFigures.of(c, catalog, Trial.STUDY));
  }

  /** Every file of a package as text, by path. */
  public static SortedMap<String, String> files(Path directory) {
    var files = new TreeMap<String, String>();
    try (var walk = Files.walk(directory)) {
      for (var file : walk.filter(Files::isRegularFile).toList()) {
        files.put(directory.relativize(file).toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  @Override
  public void close() {
    analytics.close();
  }
}
