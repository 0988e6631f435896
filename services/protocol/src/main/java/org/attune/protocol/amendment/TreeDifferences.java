package org.attune.protocol.amendment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where two canonical forms differ: the deepest places that both have, and whatever only one has.
 * Elements of a list are the same if they have the same id or code; a list of plain values is one
 * value, and so is a record that became one of another kind.
 */
final class TreeDifferences {
  private static final List<String> IDENTITIES = List.of("id", "code");
  private static final String KIND = "is";

  private final List<Difference> found = new ArrayList<>();

  private TreeDifferences() {}

  /** In the order of the newer form, what it no longer has last within each part. */
  static List<Difference> between(JsonNode before, JsonNode after) {
    var differences = new TreeDifferences();
    differences.compare(List.of(), before, after);
    return List.copyOf(differences.found);
  }

  private void compare(List<String> path, JsonNode before, JsonNode after) {
    if (before.equals(after)) return;
    if (before.isObject() && after.isObject() && sameKind(before, after)) {
      members(path, members(before), members(after));
    } else if (before instanceof ArrayNode one && after instanceof ArrayNode other) {
      lists(path, one, other);
    } else {
      add(path, Optional.of(before), Optional.of(after));
    }
  }

  private static boolean sameKind(JsonNode before, JsonNode after) {
    return before.path(KIND).equals(after.path(KIND));
  }

  private static Map<String, JsonNode> members(JsonNode object) {
    var members = new LinkedHashMap<String, JsonNode>();
    for (var entry : object.properties()) members.put(entry.getKey(), entry.getValue());
    return members;
  }

  private void members(
      List<String> path, Map<String, JsonNode> before, Map<String, JsonNode> after) {
    var names = new LinkedHashSet<>(after.keySet());
    names.addAll(before.keySet());
    for (var name : names) {
      var was = before.get(name);
      var is = after.get(name);
      var place = new ArrayList<>(path);
      place.add(name);
      if (was != null && is != null) compare(List.copyOf(place), was, is);
      else add(List.copyOf(place), Optional.ofNullable(was), Optional.ofNullable(is));
    }
  }

  private void lists(List<String> path, ArrayNode before, ArrayNode after) {
    var named = identity(before, after);
    if (named.isPresent()) {
      var was = named(before, named.get());
      var is = named(after, named.get());
      if (!sameOrder(was, is)) add(path, Optional.of(before), Optional.of(after));
      else members(path, was, is);
    } else if (isOfObjects(before) && isOfObjects(after)) {
      members(path, numbered(before), numbered(after));
    } else {
      add(path, Optional.of(before), Optional.of(after));
    }
  }

  /** The key by which the elements of both lists are told apart. */
  private static Optional<String> identity(ArrayNode before, ArrayNode after) {
    return IDENTITIES.stream()
        .filter(
            key ->
                named(before, key).size() == before.size()
                    && named(after, key).size() == after.size())
        .findFirst();
  }

  private static Map<String, JsonNode> named(ArrayNode list, String key) {
    var named = new LinkedHashMap<String, JsonNode>();
    for (var element : list) {
      if (element.has(key)) named.put(element.get(key).asText(), element);
    }
    return named;
  }

  private static Map<String, JsonNode> numbered(ArrayNode list) {
    var numbered = new LinkedHashMap<String, JsonNode>();
    for (var element : list) numbered.put(Integer.toString(numbered.size()), element);
    return numbered;
  }

  private static boolean isOfObjects(ArrayNode list) {
    for (var element : list) if (!element.isObject()) return false;
    return true;
  }

  /** Whether what both lists have stands in the same order; if not, the list is one value. */
  private static boolean sameOrder(Map<String, JsonNode> before, Map<String, JsonNode> after) {
    var stayed = new ArrayList<>(before.keySet());
    stayed.retainAll(after.keySet());
    var kept = new ArrayList<>(after.keySet());
    kept.retainAll(before.keySet());
    return stayed.equals(kept);
  }

  private void add(List<String> path, Optional<JsonNode> before, Optional<JsonNode> after) {
    found.add(new Difference(path, before.map(JsonNode::toString), after.map(JsonNode::toString)));
  }
}
