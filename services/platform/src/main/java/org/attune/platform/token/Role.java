package org.attune.platform.token;

/** Who acts (DESIGN section 8). */
public enum Role {
  PARTICIPANT,
  INVESTIGATOR,
  COORDINATOR,
  FACILITATOR,
  ASSESSOR,
  CLINICIAN,
  DATA_MANAGER,
  STATISTICIAN,
  UNBLINDED_STATISTICIAN,
  MONITOR,
  ADMIN,
  /** Another service of the platform. */
  SERVICE
}
