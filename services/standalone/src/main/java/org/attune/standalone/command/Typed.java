package org.attune.standalone.command;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** What people type as arguments, read; what cannot be read is said in their words. */
final class Typed {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private Typed() {}

  static void readBy(CommandLine line) {
    line.registerConverter(UUID.class, Typed::id);
    line.registerConverter(URI.class, Typed::address);
  }

  private static UUID id(String text) {
    try {
      var id = UUID.fromString(text);
      if (id.toString().equals(text.toLowerCase(Locale.ROOT))) return id;
    } catch (IllegalArgumentException e) {
      throw noId(text);
    }
    throw noId(text);
  }

  private static TypeConversionException noId(String text) {
    return new TypeConversionException(
        "'" + text + "' is no id such as 0c9b2f6e-5a41-4f0e-9d3b-7b1c2a4e8f60.");
  }

  private static URI address(String text) {
    try {
      var address = new URI(text);
      var scheme = address.getScheme();
      if (scheme != null && SCHEMES.contains(scheme) && address.getHost() != null) return address;
    } catch (URISyntaxException e) {
      throw noAddress(text);
    }
    throw noAddress(text);
  }

  private static TypeConversionException noAddress(String text) {
    return new TypeConversionException(
        "'" + text + "' is no address such as https://trial.example.org.");
  }
}
