package org.attune.standalone.platform;

import java.util.List;
import org.attune.analytics.AnalyticsDefinition;
import org.attune.ema.EmaDefinition;
import org.attune.enrollment.EnrollmentDefinition;
import org.attune.interventions.InterventionsDefinition;
import org.attune.outcomes.OutcomesDefinition;
import org.attune.platform.service.ServiceDefinition;
import org.attune.randomization.RandomizationDefinition;
import org.attune.studies.StudiesDefinition;

/** All services there are, in the order in which they are started. */
public final class Definitions {
  private Definitions() {}

  /**
   * @param synthetic true if studies of made-up people may be opened, and no others
   */
  public static List<ServiceDefinition> all(boolean synthetic) {
    return List.of(
        new StudiesDefinition(synthetic),
        new EnrollmentDefinition(),
        new RandomizationDefinition(!synthetic),
        new EmaDefinition(),
        new OutcomesDefinition(),
        new InterventionsDefinition(),
        new AnalyticsDefinition());
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static ServiceDefinition named(String service, boolean synthetic) {
    return all(synthetic).stream()
        .filter(definition -> definition.name().equals(service))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no service " + service));
  }
}
