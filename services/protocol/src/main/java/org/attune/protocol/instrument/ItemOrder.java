package org.attune.protocol.instrument;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;

/**
 * In which order the items of a questionnaire come on one occasion. The items of a shuffled block
 * take the block's places in the order of SHA-256("order|&lt;occasion&gt;|&lt;questionnaire&gt;|
 * &lt;name&gt;"), each order as probable as any other; all other items keep their places. Whoever
 * knows the occasion derives the same order, without a secret; see docs/decisions/0034.
 */
public final class ItemOrder {
  private ItemOrder() {}

  /**
   * The items in the order of {@code occasion}.
   *
   * @param occasion the slot or visit they are asked at
   */
  public static List<Item> on(UUID occasion, Questionnaire questionnaire) {
    var items = new ArrayList<>(questionnaire.items());
    for (var block : questionnaire.shuffled()) {
      var places = places(items, block);
      var keys = new HashMap<Item, String>();
      for (int place : places) {
        var item = items.get(place);
        keys.put(item, key(occasion, questionnaire.code(), item.name()));
      }
      var drawn = places.stream().map(items::get).sorted(Comparator.comparing(keys::get)).toList();
      for (int i = 0; i < drawn.size(); i++) items.set(places.get(i), drawn.get(i));
    }
    return List.copyOf(items);
  }

  private static List<Integer> places(List<Item> items, List<String> block) {
    var places = new ArrayList<Integer>();
    for (int i = 0; i < items.size(); i++) if (block.contains(items.get(i).name())) places.add(i);
    return places;
  }

  private static String key(UUID occasion, String questionnaire, String name) {
    var text = "order|%s|%s|%s".formatted(occasion, questionnaire, name);
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
