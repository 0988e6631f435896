package org.attune.randomization;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.platform.http.ServiceRoutes;
import org.attune.platform.service.Ports;
import org.attune.platform.service.ServiceDefinition;
import org.attune.platform.service.Wiring;
import org.attune.platform.study.StudyBook;
import org.attune.randomization.api.BalanceRoutes;
import org.attune.randomization.api.ListRoutes;
import org.attune.randomization.api.RandomizationRoutes;
import org.attune.randomization.api.UnblindingRoutes;
import org.attune.randomization.consume.AssessmentFacts;
import org.attune.randomization.consume.EnrollmentFacts;
import org.attune.randomization.consume.MomentaryFacts;
import org.attune.randomization.consume.StudyNews;
import org.attune.randomization.handle.Acts;
import org.attune.randomization.handle.AllocationKeeping;
import org.attune.randomization.store.RandomizationLaw;

/** The randomization service: commitment, allocation, closing, revelation. */
public final class RandomizationDefinition implements ServiceDefinition {
  private final boolean durable;

  /** For real trials: what is witnessed is on the disk. */
  public RandomizationDefinition() {
    this(true);
  }

  /**
   * @param durable false where everything is thrown away, and nothing need wait for a disk
   */
  public RandomizationDefinition(boolean durable) {
    this.durable = durable;
  }

  @Override
  public String name() {
    return "randomization";
  }

  @Override
  public Wiring wire(Ports ports) {
    var acts = Acts.over(ports, durable);
    return new Wiring(
        Map.of(
            StudyBook.TOPIC, new StudyNews(ports.studies(), acts.studies()),
            EnrollmentFacts.TOPIC, new EnrollmentFacts(acts.participants()),
            AssessmentFacts.TOPIC, new AssessmentFacts(acts.participants()),
            MomentaryFacts.TOPIC, new MomentaryFacts(acts.participants())),
        acts.participants().dueHandlers(),
        routes -> mount(acts, routes),
        Optional.of(new RandomizationLaw(ports.history())),
        List.of(),
        new AllocationKeeping(ports.history()),
        acts.witness());
  }

  private static void mount(Acts acts, ServiceRoutes routes) {
    new RandomizationRoutes(acts).mount(routes);
    new ListRoutes(acts.lists()).mount(routes);
    new BalanceRoutes(acts).mount(routes);
    new UnblindingRoutes(acts.unblinding()).mount(routes);
  }
}
