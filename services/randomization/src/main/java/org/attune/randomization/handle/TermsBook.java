package org.attune.randomization.handle;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.protocol.model.Protocol;
import org.attune.randomization.domain.Terms;

/** The compiled terms of protocols, made once per text: published versions never change. */
final class TermsBook {
  private final Map<String, Terms> compiled = new ConcurrentHashMap<>();

  /** The terms of a protocol; empty if it has no arms to allocate. */
  Optional<Terms> of(Protocol protocol) {
    return protocol
        .randomization()
        .map(plan -> compiled.computeIfAbsent(protocol.sha256(), _ -> Terms.of(protocol, plan)));
  }
}
