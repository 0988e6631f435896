package org.attune.enrollment.domain;

/** What a participant leaves. Each is an intercurrent event of the trial. */
public enum LeavingWay {
  /** The programme ends, in whichever arm; questions and assessments go on. */
  STOP_INTERVENTION,
  /** No momentary prompts any more; programme and assessments go on. */
  STOP_PROMPTS,
  /** Nothing more is asked; what was given stays. */
  WITHDRAW_FOLLOWUP,
  /** Nothing more is asked, and what was given is erased. */
  WITHDRAW_DATA;

  /** Whether whoever leaves so is still followed up. */
  public boolean staysInStudy() {
    return this == STOP_INTERVENTION || this == STOP_PROMPTS;
  }
}
