package org.attune.enrollment.api;

import io.nayuki.qrcodegen.QrCode;
import io.vertx.core.json.JsonObject;

/**
 * A link as a QR code (ISO/IEC 18004), for a page or a printer to draw.
 *
 * @param size modules along each side, without the quiet zone of four
 * @param path the dark modules as an SVG path, one unit to a module, from the upper left
 */
record QrSquare(int size, String path) {
  /** A link in the smallest code that survives the loss of 15 % (level M). */
  static QrSquare of(String link) {
    var code = QrCode.encodeText(link, QrCode.Ecc.MEDIUM);
    var path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        int from = x;
        while (code.getModule(x, y)) x++; // outside it is light
        if (x > from) path.append("M%d %dh%dv1h-%dz".formatted(from, y, x - from, x - from));
      }
    }
    return new QrSquare(code.size, path.toString());
  }

  JsonObject json() {
    return new JsonObject().put("size", size).put("path", path);
  }
}
