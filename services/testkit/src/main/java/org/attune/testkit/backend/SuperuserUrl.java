package org.attune.testkit.backend;

import java.net.URI;

/**
 * JDBC address of a superuser of a PostgreSQL server.
 *
 * @param text {@code jdbc:postgresql://host[:port]/database[?options]}
 */
record SuperuserUrl(String text) {
  private static final String JDBC = "jdbc:";
  private static final int DEFAULT_PORT = 5432;

  SuperuserUrl {
    var known = text.startsWith(JDBC + "postgresql://");
    if (!known || uri(text).getHost() == null || uri(text).getPath().length() < 2) {
      throw new IllegalArgumentException(
          "a PostgreSQL address has the form"
              + " jdbc:postgresql://host:port/database?user=name&password=secret");
    }
  }

  private static URI uri(String text) {
    return URI.create(text.substring(JDBC.length()));
  }

  String host() {
    return uri(text).getHost();
  }

  int port() {
    var port = uri(text).getPort();
    return port < 0 ? DEFAULT_PORT : port;
  }

  /** The same superuser of the same server in another database. */
  String in(String database) {
    var options = uri(text).getRawQuery();
    return JDBC
        + "postgresql://"
        + uri(text).getRawAuthority()
        + "/"
        + database
        + (options == null ? "" : "?" + options);
  }
}
