package org.attune.platform.service;

import io.micrometer.core.instrument.MeterRegistry;
import org.attune.platform.data.Database;
import org.attune.platform.due.DueTable;
import org.attune.platform.entropy.Entropy;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.RecordCodec;
import org.attune.platform.log.History;
import org.attune.platform.study.StudyBook;
import org.attune.platform.token.TokenSigner;

/**
 * What a service is given.
 *
 * @param signer signs with the service's own key: {@code SERVICE} tokens, and for enrollment those
 *     of participants
 * @param studies the service's copy of what studies said; applied by the runtime unless the wiring
 *     handles {@link StudyBook#TOPIC} itself
 */
public record Ports(
    ServiceConfig config,
    Database database,
    History history,
    DueTable due,
    EventCatalog catalog,
    RecordCodec codec,
    Entropy entropy,
    StudyBook studies,
    ServiceCalls calls,
    TokenSigner signer,
    MeterRegistry metrics) {}
