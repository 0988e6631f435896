package org.attune.studies.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Site;

/**
 * Which roles of which sites somebody holds, as far as it is known here.
 *
 * @param naming which naming of contacts said so; 0 before the first
 * @param posts each as {@code site/role}
 */
public record Staffing(long naming, Set<String> posts) {
  /** Nobody was named yet. */
  public static final Staffing NONE = new Staffing(0, Set.of());

  public static String post(String site, String role) {
    return site + "/" + role;
  }

  /** The posts that a study's safety needs and nobody holds, each as {@code site/role}. */
  List<String> missing(Protocol protocol) {
    return missing(protocol, _ -> true);
  }

  /** The same, at some sites only. */
  List<String> missing(Protocol protocol, Predicate<Site> at) {
    var missing = new ArrayList<String>();
    for (var site : protocol.sites()) {
      if (!at.test(site)) continue;
      for (var role : protocol.safetyRoles(site)) {
        var post = post(site.id(), role);
        if (!posts.contains(post)) missing.add(post);
      }
    }
    return missing;
  }
}
