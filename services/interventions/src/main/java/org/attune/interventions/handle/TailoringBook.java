package org.attune.interventions.handle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.interventions.domain.Tailoring;
import org.attune.protocol.model.Programme;
import org.attune.protocol.model.Protocol;

/** The compiled rules of programmes, made once per text: published versions never change. */
final class TailoringBook {
  private record Key(String protocol, String programme) {}

  private final Map<Key, Tailoring> compiled = new ConcurrentHashMap<>();

  Tailoring of(Programme programme, Protocol protocol) {
    return compiled.computeIfAbsent(
        new Key(protocol.sha256(), programme.id()), _ -> Tailoring.of(programme, protocol));
  }
}
