package org.attune.standalone.separate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.service.ServiceRuntime;

/** Who applies what. */
public final class Readers {
  private static final String SINK = "analytics";

  private Readers() {}

  /** Services that apply an event type, by type: those on whose behaviour others may wait. */
  public static Map<String, List<String>> byType(Collection<ServiceRuntime> services) {
    var byType = new HashMap<String, List<String>>();
    for (var type : EventCatalog.standard().types()) {
      for (var service : services) {
        if (service.name().equals(SINK)) continue;
        var applied = service.appliedTypes().get(type.topic());
        if (applied == null || !(applied.isEmpty() || applied.contains(type.name()))) continue;
        byType.computeIfAbsent(type.name(), _ -> new ArrayList<>()).add(service.name());
      }
    }
    return byType;
  }
}
