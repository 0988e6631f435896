package org.attune.analytics;

import org.attune.platform.service.ServiceMain;

/** Runs the analytics service alone. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    ServiceMain.run(new AnalyticsDefinition());
  }
}
