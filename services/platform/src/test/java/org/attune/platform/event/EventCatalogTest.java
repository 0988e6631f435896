package org.attune.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.attune.enrollment.v1.ZoneChanged;
import org.junit.jupiter.api.Test;

/** Which events there are, where they belong and how their bytes read. */
class EventCatalogTest {
  private final EventCatalog catalog = EventCatalog.standard();

  private static byte[] zone() throws Exception {
    ByteBuffer buffer =
        ZoneChanged.getEncoder()
            .encode(
                ZoneChanged.newBuilder()
                    .setStudy("kind")
                    .setParticipantId(new UUID(0, 1))
                    .setZone("Asia/Tokyo")
                    .setAt(Instant.EPOCH)
                    .build());
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Test
  void what_depends_on_the_arm_belongs_on_a_restricted_topic() {
    assertThat(catalog.type("ArmAllocated").topic()).isEqualTo("randomization.restricted.v1");
    assertThat(catalog.type("ParticipantRandomized").topic()).isEqualTo("randomization.v1");
    assertThat(Topics.of(catalog, "interventions")).containsExactly("interventions.restricted.v1");
    assertThat(Topics.all(catalog)).isSorted().contains("ema.v1", "studies.v1");
    assertThat(Topics.owner("randomization.restricted.v1")).isEqualTo("randomization");
  }

  @Test
  void what_some_arms_alone_are_asked_belongs_on_the_restricted_topic_by_word_of_the_writer() {
    var sent = catalog.type("PromptSent");
    assertThat(sent.topic()).isEqualTo("ema.v1");
    assertThat(sent.asRestricted().topic()).isEqualTo("ema.restricted.v1");
    assertThat(sent.on("ema.restricted.v1")).isEqualTo(sent.asRestricted());
    assertThat(catalog.type("OptionDrawn").asRestricted()).isEqualTo(catalog.type("OptionDrawn"));
    assertThat(Topics.of(catalog, "enrollment"))
        .containsExactly("enrollment.restricted.v1", "enrollment.v1");
    var always = catalog.type("ParticipantRandomized");
    assertThatThrownBy(always::asRestricted).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> always.on("randomization.restricted.v1"))
        .isInstanceOf(UndecodableEventException.class);
  }

  @Test
  void bytes_say_which_schema_wrote_them() throws Exception {
    assertThat(EventCatalog.fingerprint(zone()))
        .isEqualTo(catalog.type("ZoneChanged").fingerprint());
    assertThat(catalog.writer(EventCatalog.fingerprint(zone()))).isNotNull();
  }

  @Test
  void bytes_of_no_event_are_refused() throws Exception {
    var whole = zone();
    for (var bytes :
        new byte[][] {
          {},
          {1, 2, 3},
          Arrays.copyOf(whole, 9),
          Arrays.copyOf(whole, whole.length - 5),
          ByteBuffer.allocate(40).put((byte) 0xC3).put((byte) 1).array()
        }) {
      assertThatThrownBy(() -> catalog.read(bytes, ZoneChanged.class))
          .isInstanceOf(UndecodableEventException.class);
    }
  }

  @Test
  void an_event_nobody_declared_is_refused() {
    assertThatThrownBy(() -> catalog.type("NoSuchEvent"))
        .isInstanceOf(UndecodableEventException.class);
  }

  @Test
  void keys_and_positions_read_as_they_were_written() {
    var participant = EventKey.of("kind", new UUID(0, 1));
    assertThat(EventKey.parse(participant.toString())).isEqualTo(participant);
    assertThat(EventKey.parse("kind")).isEqualTo(EventKey.ofStudy("kind"));
    assertThat(EventKey.ofStudy("kind").isStudy()).isTrue();
    var position = new Position("ema.v1", 3, 2, 17);
    assertThat(position).hasToString("ema.v1:3:2:17");
    assertThat(Position.parse("ema.v1:3:2:17")).isEqualTo(position);
  }
}
