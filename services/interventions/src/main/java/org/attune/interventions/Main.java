package org.attune.interventions;

import org.attune.platform.service.ServiceMain;

/** Runs the interventions service alone. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    ServiceMain.run(new InterventionsDefinition());
  }
}
