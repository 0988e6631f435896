package org.attune.standalone.rehearsal;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.attune.standalone.synthetic.Chance;
import org.attune.standalone.synthetic.ItemValue;
import org.jspecify.annotations.Nullable;

/** Answers as a device sends them. */
final class Items {
  private static final int CHANGED_PERCENT = 6;

  private Items() {}

  /** The answers alone, as a screener takes them. */
  static JsonArray plain(List<ItemValue> values) {
    var list = new JsonArray();
    for (var value : values) list.add(item(value));
    return list;
  }

  /**
   * The answers with order and times, spread evenly over the time taken.
   *
   * @param from by the device's clock
   */
  static JsonArray timed(List<ItemValue> values, Instant from, Duration taking, Chance chance) {
    var list = new JsonArray();
    long each = taking.toMillis() / (values.size() + 1);
    for (int i = 0; i < values.size(); i++) {
      var item = item(values.get(i)).put("order", i + 1);
      boolean shown =
          !values.get(i).missingReason().equals(java.util.Optional.of("not_applicable"));
      if (shown) item.put("shownAt", from.plusMillis(each * i).toString());
      if (values.get(i).missingReason().isEmpty()) {
        item.put("answeredAt", from.plusMillis(each * (i + 1)).toString());
      }
      list.add(item.put("changes", chance.hit(CHANGED_PERCENT / 100.0) ? 1 : 0));
    }
    return list;
  }

  /**
   * The answers in the order in which they are shown.
   *
   * @param order ids as the service gave them; null for a questionnaire that is shown as written
   */
  static List<ItemValue> shown(List<ItemValue> values, @Nullable JsonArray order) {
    if (order == null) return values;
    return values.stream().sorted(Comparator.comparingInt(value -> place(value, order))).toList();
  }

  private static int place(ItemValue value, JsonArray order) {
    int place = order.getList().indexOf(value.item());
    if (place < 0) throw new RehearsalException("The order leaves out " + value.item() + ".");
    return place;
  }

  private static JsonObject item(ItemValue value) {
    var item = new JsonObject().put("item", value.item());
    value.number().ifPresent(number -> item.put("number", number));
    value.text().ifPresent(text -> item.put("text", text));
    value.missingReason().ifPresent(reason -> item.put("missingReason", reason));
    return item;
  }
}
