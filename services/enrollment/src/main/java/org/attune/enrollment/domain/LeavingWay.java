package org.attune.enrollment.domain;

/** What a participant leaves. */
public enum LeavingWay {
  STOP_INTERVENTION,
  STOP_PROMPTS,
  /** Nothing more is asked; what was given stays. */
  WITHDRAW_FOLLOWUP,
  WITHDRAW_DATA
}
