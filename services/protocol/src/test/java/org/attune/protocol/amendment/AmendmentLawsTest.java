package org.attune.protocol.amendment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.bundle.WholeStudy;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.model.Protocol;
import org.junit.jupiter.api.Test;

/** What holds for every pair of versions: seeded edits of the whole study's canonical form. */
class AmendmentLawsTest {
  private static final long SEED = Long.getLong("seed", 20260601L);
  private static final int PAIRS = 400;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Protocol WHOLE =
      BundleReader.read(WholeStudy.bundle()).protocol().orElseThrow();

  /** Elements keep what tells them apart; that they do is the linter's. */
  private static final List<String> NAMES = List.of("id", "code");

  private static ObjectNode whole() throws IOException {
    return (ObjectNode) JSON.readTree(CanonicalProtocol.of(WHOLE).json());
  }

  @Test
  void a_study_differs_in_nothing_from_itself() {
    var amendment = Amendment.between(WHOLE, WHOLE);
    assertThat(amendment.changes()).isEmpty();
    assertThat(amendment.strandings()).isEmpty();
  }

  @Test
  void a_path_is_listed_if_and_only_if_what_stands_there_differs() throws IOException {
    var random = new Random(SEED);
    for (var pair = 0; pair < PAIRS; pair++) {
      var before = whole();
      var after = whole();
      for (var edit = 0; edit < random.nextInt(4); edit++) edit(before, random);
      for (var edit = 0; edit < random.nextInt(4); edit++) edit(after, random);
      var listed = TreeDifferences.between(before, after);
      var said = "seed %d, pair %d: %s".formatted(SEED, pair, listed);

      for (var difference : listed) {
        assertThat(text(before, difference.path())).as(said).isEqualTo(difference.before());
        assertThat(text(after, difference.path())).as(said).isEqualTo(difference.after());
        assertThat(difference.before()).as(said).isNotEqualTo(difference.after());
      }
      for (var difference : listed.reversed()) {
        erase(before, difference.path());
        erase(after, difference.path());
      }
      assertThat(before).as("%s; nothing else differs", said).isEqualTo(after);
    }
  }

  @Test
  void the_same_versions_give_the_same_list() throws IOException {
    var random = new Random(SEED);
    var after = whole();
    for (var edit = 0; edit < 5; edit++) edit(after, random);
    assertThat(TreeDifferences.between(whole(), after))
        .as("seed %d", SEED)
        .isEqualTo(TreeDifferences.between(whole(), after));
  }

  /** Takes away, changes or moves one thing somewhere in the tree. */
  private static void edit(JsonNode root, Random random) {
    var at = root;
    while (true) {
      var children = new ArrayList<JsonNode>();
      at.forEach(child -> children.add(child));
      var inner = children.stream().filter(child -> child.isContainerNode() && !child.isEmpty());
      var deeper = inner.toList();
      if (deeper.isEmpty() || (at != root && random.nextInt(3) == 0)) break;
      at = deeper.get(random.nextInt(deeper.size()));
    }
    if (at instanceof ObjectNode object) {
      var names = new ArrayList<String>();
      object.fieldNames().forEachRemaining(names::add);
      names.removeAll(NAMES);
      if (names.isEmpty()) return;
      var name = names.get(random.nextInt(names.size()));
      switch (random.nextInt(3)) {
        case 0 -> object.remove(name);
        case 1 -> object.put("added" + random.nextInt(3), random.nextInt(3));
        default -> {
          if (object.path(name).isValueNode()) object.set(name, another(object.path(name), random));
        }
      }
    } else if (at instanceof ArrayNode array) {
      if (random.nextBoolean()) array.remove(random.nextInt(array.size()));
      else array.add(array.remove(random.nextInt(array.size())));
    }
  }

  private static JsonNode another(JsonNode value, Random random) {
    if (value.isInt()) return IntNode.valueOf(value.intValue() + random.nextInt(3));
    return TextNode.valueOf(value.asText() + "x".repeat(random.nextInt(3)));
  }

  private static Optional<String> text(JsonNode root, List<String> path) {
    var at = Optional.of(root);
    for (var name : path) at = at.flatMap(node -> child(node, name));
    return at.map(JsonNode::toString);
  }

  private static Optional<JsonNode> child(JsonNode node, String name) {
    if (node instanceof ObjectNode object) return Optional.ofNullable(object.get(name));
    return position(node, name).map(node::get);
  }

  private static void erase(JsonNode root, List<String> path) {
    var at = Optional.of(root);
    for (var name : path.subList(0, path.size() - 1)) at = at.flatMap(n -> child(n, name));
    var last = path.getLast();
    at.ifPresent(
        parent -> {
          if (parent instanceof ObjectNode object) object.remove(last);
          else position(parent, last).ifPresent(i -> ((ArrayNode) parent).remove(i));
        });
  }

  /** Where the element of that id, code or position stands; none in the list has another kind. */
  private static Optional<Integer> position(JsonNode list, String name) {
    for (var i = 0; i < list.size(); i++) {
      var element = list.get(i);
      var own = element.has("id") ? element.get("id") : element.get("code");
      var called = own == null ? Integer.toString(i) : own.asText();
      if (called.equals(name)) return Optional.of(i);
    }
    return Optional.empty();
  }
}
