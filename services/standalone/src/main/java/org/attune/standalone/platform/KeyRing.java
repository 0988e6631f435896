package org.attune.standalone.platform;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.platform.token.Tokens;

/** The keys of one data directory: the administrator's and each service's, made once. */
final class KeyRing {
  private static final String ADMIN = "admin";

  private final DataDirectory data;

  KeyRing(DataDirectory data) {
    this.data = data;
  }

  /** Private key, Base64 of PKCS #8. */
  String privateKey(String owner) {
    return pair(owner)[0];
  }

  /** Public keys of the administrator and of {@code services}, by key id. */
  Map<String, String> trusted(List<String> services) {
    var keys = new TreeMap<String, String>();
    keys.put(ADMIN, pair(ADMIN)[1]);
    for (var service : services) keys.put(service, pair(service)[1]);
    return keys;
  }

  private String[] pair(String owner) {
    var file = owner.equals(ADMIN) ? "admin.key" : "keys/" + owner + ".key";
    return data.secret(file, KeyRing::make).split("\\s+");
  }

  private static String make() {
    var pair = Tokens.newKeyPair();
    return Tokens.write(pair.getPrivate()) + "\n" + Tokens.write(pair.getPublic());
  }
}
