package org.attune.portal;

import java.net.URI;

/**
 * How the portal runs.
 *
 * @param platformUrl the public address, for example {@code https://attune.example.org}
 * @param servicesUrl where {@code /api/<service>} is answered; the public address or a direct one
 */
public record PortalConfig(String platformUrl, String servicesUrl) {
  public PortalConfig {
    requireAddress(platformUrl);
    requireAddress(servicesUrl);
  }

  private static void requireAddress(String url) {
    var uri = URI.create(url);
    if (uri.getScheme() == null || uri.getHost() == null || url.endsWith("/")) {
      throw new IllegalArgumentException(url + " must be like https://attune.example.org.");
    }
  }

  /** True where browsers come over TLS. */
  boolean isPublic() {
    return platformUrl.startsWith("https://");
  }
}
