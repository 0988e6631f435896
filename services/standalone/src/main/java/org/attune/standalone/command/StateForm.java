package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A history as a file states it: {@code counts}, places by arm; or, for minimisation, {@code
 * counts} by factor, level and arm, and the {@code newcomer}'s level by factor.
 */
record StateForm(Path file, JsonObject state, DesignForm design) {
  /** Per factor, then per arm: those who share the newcomer's level. */
  List<List<Integer>> groups() {
    var groups = new ArrayList<List<Integer>>();
    var newcomer = object(state, "newcomer");
    var counts = object(state, "counts");
    for (var name : newcomer.fieldNames()) known(name);
    for (var name : counts.fieldNames()) known(name);
    for (var factor : design.factors().keySet()) {
      if (!(newcomer.getValue(factor) instanceof String level)) {
        throw new UnusableCallException("%s: newcomer has no level of %s.".formatted(file, factor));
      }
      groups.add(counts(object(counts, factor), level));
    }
    return groups;
  }

  private void known(String factor) {
    if (!design.factors().containsKey(factor)) {
      throw new UnusableCallException("%s: the design has no factor %s.".formatted(file, factor));
    }
  }

  /** Places by arm, in the order of the design; an arm that is not named has none. */
  List<Integer> counts(JsonObject in, String field) {
    var stated = in.containsKey(field) ? object(in, field) : new JsonObject();
    for (var arm : stated.fieldNames()) {
      boolean fits =
          design.arms().contains(arm) && stated.getValue(arm) instanceof Integer n && n >= 0;
      if (!fits) {
        throw new UnusableCallException(
            "%s: %s.%s must be a whole number from 0 for an arm of the design."
                .formatted(file, field, arm));
      }
    }
    return design.arms().stream().map(arm -> stated.getInteger(arm, 0)).toList();
  }

  private JsonObject object(JsonObject in, String field) {
    if (in.getValue(field) instanceof JsonObject object) return object;
    throw new UnusableCallException("%s: %s must be an object.".formatted(file, field));
  }
}
