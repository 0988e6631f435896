package org.attune.enrollment.passkey;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * To whom passkeys belong (W3C Web Authentication Level 3, 5.4.2): the name of this platform.
 *
 * @param id host name of the public address
 * @param origin of its pages, as browsers write it (RFC 6454 section 6.2)
 */
public record RelyingParty(String id, String origin) {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
  private static final Pattern NUMBERS = Pattern.compile("\\[.*]|[0-9.]+");

  /**
   * That of a platform at this public address; empty if its host is a number, or no host name at
   * all (RFC 952), to which no passkey can belong. A platform on the machine itself is called
   * {@code localhost}.
   *
   * @param platformUrl for example {@code https://attune.example.org}
   */
  public static Optional<RelyingParty> of(String platformUrl) {
    var address = URI.create(platformUrl);
    return Optional.ofNullable(address.getHost())
        .map(host -> host.toLowerCase(Locale.ROOT))
        .map(host -> LOOPBACK.contains(host) ? "localhost" : host)
        .filter(host -> !NUMBERS.matcher(host).matches())
        .map(host -> named(host, address));
  }

  private static RelyingParty named(String host, URI address) {
    int usual = address.getScheme().equals("https") ? 443 : 80;
    boolean isUsual = address.getPort() == -1 || address.getPort() == usual;
    var port = isUsual ? "" : ":" + address.getPort();
    return new RelyingParty(host, address.getScheme() + "://" + host + port);
  }
}
