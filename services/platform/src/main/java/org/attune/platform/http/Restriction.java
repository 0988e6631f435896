package org.attune.platform.http;

import io.vertx.ext.web.RoutingContext;
import java.util.function.Predicate;

/**
 * Which answers of a route are restricted reads: those that may tell an arm. Each of them is
 * recorded before it leaves.
 *
 * @param when in words, for the page of access; empty for none
 * @param reads true of a request whose answer may tell an arm; asked once the answer is there, and
 *     may look into the database
 */
public record Restriction(String when, Predicate<RoutingContext> reads) {
  /** No answer tells an arm. */
  public static final Restriction NEVER = new Restriction("", _ -> false);

  /** Every answer may. */
  public static final Restriction ALWAYS = new Restriction("always", _ -> true);
}
