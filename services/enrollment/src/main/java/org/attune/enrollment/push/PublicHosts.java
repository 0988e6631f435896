package org.attune.enrollment.push;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.attune.enrollment.channel.OutsideClient.RefusedHostException;

/**
 * Resolves names that strangers gave to addresses of the public internet and to nothing else, so
 * that nobody makes the platform ask machines inside (server-side request forgery). The addresses
 * judged are those connected to: a name cannot lead elsewhere between the two.
 */
final class PublicHosts implements DnsResolver {
  private final boolean loopback;

  /**
   * @param loopback true in tests and rehearsals: this machine may be asked, too
   */
  PublicHosts(boolean loopback) {
    this.loopback = loopback;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
    for (var address : addresses) {
      if (!isAllowed(address)) throw new RefusedHostException();
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  boolean isAllowed(InetAddress address) {
    if (address.isLoopbackAddress()) return loopback;
    if (address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    return switch (address) {
      case Inet4Address four -> isPublic(four.getAddress());
      case Inet6Address six -> isPublic6(six.getAddress());
      default -> false;
    };
  }

  /** IANA's registry of special IPv4 addresses (RFC 6890 and later), beyond what Java knows. */
  private static boolean isPublic(byte[] bytes) {
    int a = bytes[0] & 0xFF;
    int b = bytes[1] & 0xFF;
    int c = bytes[2] & 0xFF;
    return a != 0
        && a < 240
        && !(a == 100 && b >= 64 && b < 128) // shared address space, RFC 6598
        && !(a == 192 && b == 0 && c == 0)
        && !(a == 198 && (b == 18 || b == 19)); // benchmarks, RFC 2544
  }

  /** Global unicast (2000::/3) without 6to4 and Teredo, which hide IPv4 addresses. */
  private static boolean isPublic6(byte[] bytes) {
    int first = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    int second = (bytes[2] & 0xFF) << 8 | (bytes[3] & 0xFF);
    boolean global = first >> 13 == 1;
    return global && first != 0x2002 && !(first == 0x2001 && second == 0);
  }
}
