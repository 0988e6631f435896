package org.attune.analytics.dataset;

/**
 * What every table of items says of an item, so that free text is left out of each in one place.
 */
final class AnsweredItem {
  /**
   * Columns from {@code item_order_shown} to {@code n_changes} of one answer {@code a} with {@code
   * item, order, number, text, missing_reason, shown_at, answered_at, changes}.
   */
  static final String SQL =
      """
      a."order" as item_order_shown, a.number as value_num,
        case when not a.item = any([free text]) then translate(a.text, ' ,', ';;') end
          as value_text,
        [missing reason] as missing_reason, a.shown_at as shown_at_utc,
        a.answered_at as answered_at_utc,
        round(extract(epoch from a.answered_at - a.shown_at) * 1000)::bigint as rt_ms,
        a.changes as n_changes\
      """
          .replace("[missing reason]", MissingReason.SQL);

  private AnsweredItem() {}
}
