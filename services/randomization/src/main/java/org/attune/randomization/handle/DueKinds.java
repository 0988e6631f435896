package org.attune.randomization.handle;

/** The kinds of this service's due rows. */
public final class DueKinds {
  /** Decide whether a participant is allocated. */
  public static final String ALLOCATE = "allocate";

  /** Look again whether a participant's condition holds, and whether the study is closed. */
  public static final String RECONSIDER = "reconsider";

  /** Record that a participant will have no arm, because allocation closed. */
  public static final String NOT_RANDOMIZED = "not-randomized";

  /** Key of a row that the participant's own facts made: at most one of each kind. */
  public static final String KEY = "once";

  /** Key of a row that an act about the whole study made, apart from the participant's own. */
  static final String OF_STUDY = "study";

  private DueKinds() {}
}
