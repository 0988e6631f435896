package org.attune.standalone.separate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.service.ServiceRuntime;

/** Who applies what. */
public final class Readers {
  private static final String SINK = "analytics";

  private Readers() {}

  /** Events of one type on one topic. */
  public record Kind(String topic, String type) {}

  /** Services that apply events of a kind, by kind: those on whose behaviour others may wait. */
  public static Map<Kind, List<String>> byKind(Collection<ServiceRuntime> services) {
    var byKind = new HashMap<Kind, List<String>>();
    for (var type : EventCatalog.standard().types()) {
      for (var each : type.kinds()) {
        var kind = new Kind(each.topic(), each.name());
        for (var service : services) {
          if (!applies(service, kind)) continue;
          byKind.computeIfAbsent(kind, _ -> new ArrayList<>()).add(service.name());
        }
      }
    }
    return byKind;
  }

  private static boolean applies(ServiceRuntime service, Kind kind) {
    if (service.name().equals(SINK)) return false;
    var applied = service.appliedTypes().get(kind.topic());
    return applied != null && (applied.isEmpty() || applied.contains(kind.type()));
  }

  /** The types of events that somebody applies. */
  public static Set<String> types(Collection<Kind> kinds) {
    return kinds.stream().map(Kind::type).collect(Collectors.toSet());
  }
}
