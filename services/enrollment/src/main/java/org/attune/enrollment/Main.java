package org.attune.enrollment;

import org.attune.platform.service.ServiceMain;

/** Runs the enrollment service alone. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    ServiceMain.run(new EnrollmentDefinition());
  }
}
