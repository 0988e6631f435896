package org.attune.enrollment.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.attune.enrollment.channel.Address;
import org.attune.enrollment.command.Contacts;
import org.attune.enrollment.domain.Channel;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;

/** Ways to reach somebody as a device sends them. No sentence repeats an address. */
final class ContactForms {
  /** Longer than any push service's; RFC 8030 names no limit. */
  static final int ENDPOINT_CHARS_MAX = 1_024;

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Set<String> SUBSCRIPTION = Set.of("endpoint", "p256dh", "auth");

  /** An uncompressed point of P-256 (RFC 8291 section 2.1) and the secret (section 2.2). */
  private static final int P256DH_BYTES = 65;

  private static final int AUTH_BYTES = 16;

  private ContactForms() {}

  /** Addresses in the fields {@code email}, {@code phone} and {@code push}; all may be missing. */
  static Contacts contacts(JsonObject body) {
    return new Contacts(
        body.getValue("email") == null ? Optional.empty() : Optional.of(EmailForm.read(body)),
        phone(body),
        push(body).map(Address.Subscription::json));
  }

  /** Channels whose address a request empties: the text in its field is empty. */
  static Set<Channel> emptied(JsonObject body) {
    var emptied = EnumSet.noneOf(Channel.class);
    if ("".equals(body.getValue("email"))) emptied.add(Channel.EMAIL);
    if ("".equals(body.getValue("phone"))) emptied.add(Channel.SMS);
    return emptied;
  }

  /** The addresses of a request that may empty some. */
  static Contacts kept(JsonObject body) {
    var kept = body.copy();
    for (var field : List.of("email", "phone")) {
      if ("".equals(kept.getValue(field))) kept.remove(field);
    }
    return contacts(kept);
  }

  private static Optional<String> phone(JsonObject body) {
    return switch (body.getValue("phone")) {
      case null -> Optional.empty();
      case String text when E164.matcher(text).matches() -> Optional.of(text);
      default ->
          throw new InvalidRequestException(
              "phone", "phone must be an international number such as +34600000000.");
    };
  }

  private static Optional<Address.Subscription> push(JsonObject body) {
    return switch (body.getValue("push")) {
      case null -> Optional.empty();
      case JsonObject push -> Optional.of(subscription(push));
      default -> throw new InvalidRequestException("push", "push must be an object.");
    };
  }

  private static Address.Subscription subscription(JsonObject push) {
    for (var field : push.fieldNames()) {
      if (!SUBSCRIPTION.contains(field)) {
        throw new InvalidRequestException("push." + field, "This is not part of a subscription.");
      }
    }
    return new Address.Subscription(
        endpoint(push), key(push, "p256dh", P256DH_BYTES), key(push, "auth", AUTH_BYTES));
  }

  /** The form alone; whether the host may be asked is seen when something is sent. */
  private static String endpoint(JsonObject push) {
    if (push.getValue("endpoint") instanceof String text
        && text.length() <= ENDPOINT_CHARS_MAX
        && isAddress(text)) {
      return text;
    }
    throw new InvalidRequestException(
        "push.endpoint", "endpoint must be the address that the browser gave.");
  }

  private static boolean isAddress(String text) {
    try {
      var uri = URI.create(text);
      return uri.isAbsolute()
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null
          && Set.of("https", "http").contains(uri.getScheme().toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return false; // no address at all
    }
  }

  private static String key(JsonObject push, String field, int bytes) {
    if (push.getValue(field) instanceof String text && hasBytes(text, bytes)) return text;
    throw new InvalidRequestException(
        "push." + field, field + " must be " + bytes + " bytes in base64url.");
  }

  private static boolean hasBytes(String text, int bytes) {
    try {
      return text.length() <= 2 * bytes && Base64.getUrlDecoder().decode(text).length == bytes;
    } catch (IllegalArgumentException e) {
      return false; // not base64url
    }
  }

  /**
   * How somebody wants to be reached: {@code channels}, a list in the order in which they are to be
   * tried, or {@code channel}, one alone.
   */
  static List<Channel> channels(JsonObject body) {
    if (body.getValue("channels") == null) {
      return List.of(Requests.constant(body, "channel", Channel.class));
    }
    if (body.getValue("channel") != null) {
      throw new InvalidRequestException("channel", "Say channel or channels, not both.");
    }
    if (!(body.getValue("channels") instanceof JsonArray list)
        || list.isEmpty()
        || list.size() > Channel.values().length) {
      throw new InvalidRequestException(
          "channels", "channels must be a list of 1 to " + Channel.values().length + " channels.");
    }
    var channels = new ArrayList<Channel>(list.size());
    for (int i = 0; i < list.size(); i++) channels.add(channel(list, i, channels));
    return channels;
  }

  private static Channel channel(JsonArray list, int index, List<Channel> before) {
    var field = "channels[" + index + "]";
    var body = new JsonObject().put(field, list.getValue(index));
    var channel = Requests.constant(body, field, Channel.class);
    if (before.contains(channel)) {
      throw new InvalidRequestException(field, "Each channel stands in the list once.");
    }
    if (before.contains(Channel.NONE)) {
      throw new InvalidRequestException(field, "Nothing is tried after none.");
    }
    return channel;
  }
}
