package org.attune.platform.token;

import java.time.Duration;

/** Tokens of one caller, one after the other: each serves until a minute before it ends. */
public final class LastingToken {
  private static final Duration USED_MAX = TokenSigner.LASTS.minusMinutes(1);

  private record Made(String text, long nanos) {
    boolean isFresh() {
      return !text.isEmpty() && System.nanoTime() - nanos < USED_MAX.toNanos();
    }
  }

  private final TokenSigner signer;
  private final Role role;
  private final String id;
  private final String study;
  private final String site;
  private volatile Made last = new Made("", 0);

  /**
   * @param id pseudonym, staff id, or name of a service
   * @param study slug; {@code *} for all
   * @param site site id; {@code *} for all
   */
  public LastingToken(TokenSigner signer, Role role, String id, String study, String site) {
    this.signer = signer;
    this.role = role;
    this.id = id;
    this.study = study;
    this.site = site;
  }

  /** A token that lasts at least a minute more. */
  public String text() {
    var known = last;
    if (known.isFresh()) return known.text();
    var made = new Made(signer.sign(role, id, study, site), System.nanoTime());
    last = made;
    return made.text();
  }
}
