package org.attune.portal.files;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * One file as it is served.
 *
 * @param path from {@code /} on
 * @param packed gzip (RFC 1952), where that is smaller
 * @param immutable true if its name changes with its content
 */
record AppFile(String path, String type, Buffer plain, Optional<Buffer> packed, boolean immutable) {
  static AppFile of(String path, byte[] content, boolean immutable) {
    var packed = Optional.of(pack(content)).filter(small -> small.length() < content.length);
    return new AppFile(path, type(path), Buffer.buffer(content), packed, immutable);
  }

  private static String type(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "html", "/" -> "text/html; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "woff2" -> "font/woff2";
      case "svg" -> "image/svg+xml";
      case "webmanifest" -> "application/manifest+json";
      default -> throw new IllegalStateException("no content type for " + path);
    };
  }

  private static Buffer pack(byte[] content) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new Smallest(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  /** Packed once, at the start: as small as it gets. */
  private static final class Smallest extends GZIPOutputStream {
    Smallest(ByteArrayOutputStream bytes) throws IOException {
      super(bytes);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
