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
  /** May be told the arm of one participant, for a reason, and nothing else. */
  UNBLINDING,
  ADMIN,
  /** Another service of the platform. */
  SERVICE;

  /** True of a role that exists because somebody has to know arms. */
  public boolean seesArms() {
    return this == FACILITATOR || this == UNBLINDED_STATISTICIAN || this == UNBLINDING;
  }
}
