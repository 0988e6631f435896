package org.attune.analytics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.analytics.api.AnalyticsRoutes;
import org.attune.analytics.api.ErasureRoutes;
import org.attune.analytics.dataset.ComplianceViews;
import org.attune.analytics.erasure.ErasureCertificates;
import org.attune.analytics.erasure.SinkErasing;
import org.attune.analytics.export.Exports;
import org.attune.analytics.sink.Sink;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.data.Planning;
import org.attune.platform.event.Topics;
import org.attune.platform.service.Ports;
import org.attune.platform.service.ServiceDefinition;
import org.attune.platform.service.Wiring;
import org.attune.platform.study.StudyBook;

/** The service of sink, cuts and datasets. */
public final class AnalyticsDefinition implements ServiceDefinition {
  public static final String NAME = "analytics";

  @Override
  public String name() {
    return NAME;
  }

  /** Datasets are made of whole tables. */
  @Override
  public Planning planning() {
    return Planning.OF_WHOLE_TABLES;
  }

  @Override
  public Wiring wire(Ports ports) {
    var sink = new Sink(ports.catalog(), ComplianceViews.of(ports.catalog()));
    ports.database().transact(sink::prepare);
    var consumers = new HashMap<String, MessageHandler>();
    for (var topic : Topics.all(ports.catalog())) consumers.put(topic, sink);
    consumers.put(StudyBook.TOPIC, new StudiesHandler(ports.studies(), sink));
    var routes =
        new AnalyticsRoutes(
            new Exports(ports),
            ports.database(),
            ports.catalog(),
            ports.config().dataDirectory().resolve("exports"));
    var erasures =
        new ErasureRoutes(
            ports.database(), new ErasureCertificates(ports.catalog()), ports.signer());
    return new Wiring(
        consumers,
        Map.of(),
        mounting -> {
          routes.mount(mounting);
          erasures.mount(mounting);
        },
        Optional.of(new SnapshotLaw(ports.history())),
        List.of(),
        new SinkErasing(ports.catalog()));
  }
}
