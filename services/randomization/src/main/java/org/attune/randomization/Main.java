package org.attune.randomization;

import org.attune.platform.service.ServiceMain;

/** Runs the randomization service alone. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    ServiceMain.run(new RandomizationDefinition());
  }
}
