package org.attune.outcomes;

import org.attune.platform.service.ServiceMain;

/** Runs the outcomes service alone. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    ServiceMain.run(new OutcomesDefinition());
  }
}
