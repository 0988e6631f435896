package org.attune.ema;

import org.attune.platform.service.ServiceMain;

/** Runs the momentary-prompt service alone. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    ServiceMain.run(new EmaDefinition());
  }
}
