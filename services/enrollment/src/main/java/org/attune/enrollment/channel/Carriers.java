package org.attune.enrollment.channel;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.enrollment.domain.Channel;

/**
 * Which carrier serves which channel. To synthetic people everything goes into the folder: nobody
 * is behind their addresses.
 */
public final class Carriers {
  private final Carrier folder;
  private final Map<Channel, Carrier> byChannel;

  /**
   * @param folder takes letters to synthetic people
   * @param byChannel what serves real ones
   */
  public Carriers(Carrier folder, Map<Channel, Carrier> byChannel) {
    this.folder = folder;
    this.byChannel = Map.copyOf(byChannel);
  }

  /** What carries a letter; empty if this platform has no such channel. */
  public Optional<Carrier> of(Channel channel, boolean synthetic) {
    return Optional.ofNullable(byChannel.get(channel)).map(real -> synthetic ? folder : real);
  }

  /** Channels that participants may choose. */
  public Set<Channel> offered() {
    var offered = EnumSet.of(Channel.NONE);
    offered.addAll(byChannel.keySet());
    return offered;
  }
}
