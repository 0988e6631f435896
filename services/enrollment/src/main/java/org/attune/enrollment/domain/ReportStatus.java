package org.attune.enrollment.domain;

/** Whether a message came to the device, as a gateway says. */
public enum ReportStatus {
  DELIVERED,
  UNDELIVERED
}
