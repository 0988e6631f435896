package org.attune.platform.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.attune.platform.entropy.Digests;
import org.attune.platform.entropy.Entropy;
import org.attune.platform.event.RecordCodec;
import org.attune.platform.event.Topics;
import org.jspecify.annotations.Nullable;

/** Events as the columns of history rows, and the ends of the histories that they lengthen. */
final class HistoryRows {
  private static final int SALT_BYTES = 16;

  private final String service;
  private final RecordCodec codec;
  private final Entropy entropy;

  private final List<String> studies = new ArrayList<>();
  private final List<String> participants = new ArrayList<>();
  private final List<Integer> partitions = new ArrayList<>();
  private final List<Long> seqs = new ArrayList<>();
  private final List<UUID> ids = new ArrayList<>();
  private final List<String> types = new ArrayList<>();
  private final List<String> topics = new ArrayList<>();
  private final List<byte[]> payloads = new ArrayList<>();
  private final List<byte[]> salts = new ArrayList<>();
  private final List<byte[]> digests = new ArrayList<>();
  private final List<Instant> times = new ArrayList<>();
  private final List<@Nullable String> causes = new ArrayList<>();
  private final List<Place> ends = new ArrayList<>();

  HistoryRows(String service, RecordCodec codec, Entropy entropy) {
    this.service = service;
    this.codec = codec;
    this.entropy = entropy;
  }

  /** The place after these events. */
  Place add(History.Appending appending) {
    var place = appending.place();
    var key = place.key();
    int partition = Topics.partition(key);
    var cause = appending.cause().map(Object::toString).orElse(null);
    long seq = place.lastSeq();
    var chain = place.chain();
    for (var event : appending.events()) {
      seq++;
      var type = codec.type(event);
      var payload = codec.encode(event);
      var salt = entropy.bytes("salt", service + "/" + key + "/" + seq, SALT_BYTES);
      var digest = Digests.sha256(salt, payload);
      chain = Digests.sha256(chain, digest);
      studies.add(key.study());
      participants.add(key.participant());
      partitions.add(partition);
      seqs.add(seq);
      ids.add(EventIds.of(service, key, seq, salt));
      types.add(type.name());
      topics.add(type.topic());
      payloads.add(payload);
      salts.add(salt);
      digests.add(digest);
      times.add(EventTimes.of(event));
      causes.add(cause);
    }
    var end = new Place(key, seq, chain, place.now());
    ends.add(end);
    return end;
  }

  /** The events' columns, then the ends': study, participant, last sequence number, chain. */
  @Nullable Object[] values() {
    return new @Nullable Object[] {
      studies.toArray(new String[0]),
      participants.toArray(new String[0]),
      partitions.toArray(new Integer[0]),
      seqs.toArray(new Long[0]),
      ids.toArray(new UUID[0]),
      types.toArray(new String[0]),
      topics.toArray(new String[0]),
      payloads.toArray(new byte[0][]),
      salts.toArray(new byte[0][]),
      digests.toArray(new byte[0][]),
      times.toArray(new Instant[0]),
      causes.toArray(new String[0]),
      ends.stream().map(end -> end.key().study()).toArray(String[]::new),
      ends.stream().map(end -> end.key().participant()).toArray(String[]::new),
      ends.stream().map(Place::lastSeq).toArray(Long[]::new),
      ends.stream().map(Place::chain).toArray(byte[][]::new)
    };
  }
}
