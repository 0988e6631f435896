package org.attune.enrollment.channel;

import java.util.Optional;

/**
 * A mail server and how to be let in.
 *
 * @param port 25, 465 or 587 as a rule
 * @param from what letters come from, an address with or without a name
 * @param trusted hosts whose certificates are believed unseen, separated by spaces: for tests
 */
public record SmtpServer(
    String host,
    int port,
    Security security,
    Optional<Login> login,
    String from,
    Optional<String> trusted) {
  /** How the way to the server is protected. */
  public enum Security {
    /** RFC 3207; a server that does not offer it is not used. */
    STARTTLS,
    /** RFC 8314 section 3: TLS from the first byte. */
    TLS,
    /** Not at all: a server on this machine. */
    NONE
  }

  /** Who logs in. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "login of " + user;
    }
  }
}
