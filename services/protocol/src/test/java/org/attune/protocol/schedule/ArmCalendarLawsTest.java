package org.attune.protocol.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.lint.Linter;
import org.attune.protocol.model.Protocol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What everybody is asked comes at the same times in every arm, and what one arm is asked beside it
 * keeps its distance, whoever it is, wherever, and whenever the session was done.
 */
class ArmCalendarLawsTest {
  private static final Protocol EVENINGS =
      Linter.lint(Bundle.read(Path.of("..", "..", "docs", "studies", "kindness-evenings")))
          .protocol()
          .orElseThrow();
  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("Europe/Dublin"), ZoneId.of("America/Bogota"), ZoneId.of("Asia/Tokyo"));
  private static final int PEOPLE = 50;

  private static List<Slot> slots(
      Optional<String> arm, UUID who, ZoneId zone, byte[] secret, Map<String, LocalDate> anchors) {
    var theirs = EVENINGS.inArm(arm);
    return new ParticipantCalendar(theirs, who, zone, PromptHours.of(theirs), secret)
        .slots(anchors);
  }

  private static List<Slot> of(List<Slot> slots, String schedule) {
    return slots.stream().filter(slot -> slot.schedule().equals(schedule)).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void the_arm_shows_in_nothing_that_everybody_is_asked(long seed) {
    var random = new Random(seed);
    for (int person = 0; person < PEOPLE; person++) {
      var who = new UUID(random.nextLong(), random.nextLong());
      var zone = ZONES.get(random.nextInt(ZONES.size()));
      var secret = new byte[32];
      random.nextBytes(secret);
      var randomized = LocalDate.parse("2027-01-01").plusDays(random.nextInt(365));
      var anchors =
          Map.of(
              "consent",
              randomized,
              "randomization",
              randomized,
              "session.s3.done",
              randomized.plusDays(15 + random.nextInt(20)));
      var kindness = slots(Optional.of("kindness"), who, zone, secret, anchors);
      var usual = slots(Optional.of("usual"), who, zone, secret, anchors);
      var nobody = slots(Optional.empty(), who, zone, secret, anchors);
      var told = "seed %d, person %d".formatted(seed, person);
      assertThat(of(kindness, "week")).as(told).hasSize(14).isEqualTo(of(usual, "week"));
      assertThat(nobody).as(told).isEqualTo(of(usual, "week"));
      assertThat(of(kindness, "letter")).as(told).hasSize(5);
      assertThat(of(usual, "usual_evening")).as(told).hasSize(7);
      for (var letter : of(kindness, "letter")) {
        for (var other : of(kindness, "week")) {
          assertThat(Duration.between(letter.at(), other.at()).abs())
              .as(told)
              .isGreaterThanOrEqualTo(Duration.ofMinutes(70));
        }
      }
    }
  }
}
