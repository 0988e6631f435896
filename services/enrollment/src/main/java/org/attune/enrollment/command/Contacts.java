package org.attune.enrollment.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.attune.enrollment.domain.Channel;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.event.EventKey;

/**
 * Where somebody can be reached, as far as it was said now. Goes to the vault and nowhere else.
 *
 * @param phone E.164
 * @param push a browser's subscription, as {@code channel.Address.Subscription} writes it
 */
public record Contacts(Optional<String> email, Optional<String> phone, Optional<String> push) {
  /** The vault field that holds the address of a channel; empty if it needs none. */
  static Optional<String> field(Channel channel) {
    return switch (channel) {
      case EMAIL -> Optional.of(Vault.EMAIL);
      case SMS -> Optional.of(Vault.PHONE);
      case WEB_PUSH -> Optional.of(Vault.PUSH);
      case NONE -> Optional.empty();
    };
  }

  /** Channels for which there is an address, or which need none. */
  Set<Channel> addressed() {
    var addressed = EnumSet.of(Channel.NONE);
    if (email.isPresent()) addressed.add(Channel.EMAIL);
    if (phone.isPresent()) addressed.add(Channel.SMS);
    if (push.isPresent()) addressed.add(Channel.WEB_PUSH);
    return addressed;
  }

  /** Writes them in place of those before. */
  void keep(Connection c, Vault vault, EventKey key) throws SQLException {
    if (email.isPresent()) vault.put(c, key, Vault.EMAIL, email.get());
    if (phone.isPresent()) vault.put(c, key, Vault.PHONE, phone.get());
    if (push.isPresent()) vault.put(c, key, Vault.PUSH, push.get());
  }

  /** Removes the addresses of channels. */
  static void drop(Connection c, Vault vault, EventKey key, Set<Channel> channels)
      throws SQLException {
    for (var channel : channels) {
      var field = field(channel);
      if (field.isPresent()) vault.drop(c, key, field.get());
    }
  }

  /** Never an address. */
  @Override
  public String toString() {
    return "contacts for " + addressed();
  }
}
