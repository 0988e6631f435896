package org.attune.standalone.faults;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.analytics.AnalyticsDefinition;
import org.attune.ema.EmaDefinition;
import org.attune.enrollment.EnrollmentDefinition;
import org.attune.interventions.InterventionsDefinition;
import org.attune.outcomes.OutcomesDefinition;
import org.attune.platform.service.ServiceDefinition;
import org.attune.randomization.RandomizationDefinition;
import org.attune.studies.StudiesDefinition;

/** All services, as they run alone. */
final class Definitions {
  private Definitions() {}

  static ServiceDefinition named(String service) {
    var definition = all().get(service);
    if (definition == null) throw new IllegalArgumentException("no service " + service);
    return definition;
  }

  static Map<String, ServiceDefinition> all() {
    var all = new LinkedHashMap<String, ServiceDefinition>();
    for (var definition :
        List.of(
            new StudiesDefinition(),
            new EnrollmentDefinition(),
            new RandomizationDefinition(),
            new EmaDefinition(),
            new OutcomesDefinition(),
            new InterventionsDefinition(),
            new AnalyticsDefinition())) {
      all.put(definition.name(), definition);
    }
    return all;
  }
}
