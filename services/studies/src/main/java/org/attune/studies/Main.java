package org.attune.studies;

import org.attune.platform.service.ServiceMain;

/** Runs the studies service alone; alone it is never a rehearsal. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    ServiceMain.run(new StudiesDefinition());
  }
}
