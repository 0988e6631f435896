package org.attune.ema.store;

/** Kinds of due rows. Rows of one instant are handled by kind, so their names are their order. */
public final class DueKinds {
  /** A newer protocol version takes effect; key: its number. */
  public static final String AMEND = "amend";

  /** A participant's prompts are to be planned as soon as the protocol is known; key: empty. */
  public static final String BEGIN = "begin";

  /** A newer tz database is loaded: what was not sent is planned anew; key: empty. */
  public static final String CALENDAR = "calendar";

  /** The study was closed; key: empty. */
  public static final String CLOSE = "close";

  /** One further local day comes in sight; key: the schedule. */
  public static final String PLAN = "plan";

  /** The next thing of one slot, whatever it is; key: the slot. */
  public static final String SLOT = "slot";

  /** The last window of a schedule closes, after its slot; key: the schedule. */
  public static final String SLOT_LAST = "slot-last";

  private DueKinds() {}
}
