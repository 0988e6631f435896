package org.attune.enrollment.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.enrollment.domain.Scenario.ANN;
import static org.attune.enrollment.domain.Scenario.DECLINED;
import static org.attune.enrollment.domain.Scenario.ELIGIBLE;
import static org.attune.enrollment.domain.Scenario.ENROLLED;
import static org.attune.enrollment.domain.Scenario.FEB_01_LOCAL;
import static org.attune.enrollment.domain.Scenario.FEB_15;
import static org.attune.enrollment.domain.Scenario.INELIGIBLE;
import static org.attune.enrollment.domain.Scenario.INVITED;
import static org.attune.enrollment.domain.Scenario.LEFT;
import static org.attune.enrollment.domain.Scenario.REDEEMED;
import static org.attune.enrollment.domain.Scenario.STUDY;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.enrollment.domain.EnrollmentEvent.ChannelChosen;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentRenewalDeclined;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentRenewed;
import org.attune.enrollment.domain.EnrollmentEvent.DeliveryReported;
import org.attune.enrollment.domain.EnrollmentEvent.DeviceLinked;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantErased;
import org.attune.enrollment.domain.EnrollmentEvent.PasskeyMade;
import org.attune.enrollment.domain.EnrollmentEvent.PasskeyRemoved;
import org.attune.enrollment.domain.EnrollmentEvent.PauseChosen;
import org.attune.enrollment.domain.EnrollmentEvent.PromptHoursNarrowed;
import org.attune.enrollment.domain.EnrollmentEvent.PromptHoursWidened;
import org.attune.enrollment.domain.EnrollmentEvent.PushSubscriptionEnded;
import org.attune.enrollment.domain.EnrollmentEvent.ZoneChanged;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.RecordCodec;
import org.junit.jupiter.api.Test;

/** The events as bytes. */
class EventCodecTest {
  private static final List<EnrollmentEvent> ONE_OF_EACH =
      List.of(
          INVITED,
          REDEEMED,
          new DeviceLinked(STUDY, ANN, 2, Optional.of(DeviceLinked.Means.PASSKEY), FEB_15),
          new DeviceLinked(STUDY, ANN, 3, Optional.empty(), FEB_15),
          new PasskeyMade(STUDY, ANN, 1, FEB_15),
          new PasskeyRemoved(STUDY, ANN, 1, FEB_15),
          ELIGIBLE,
          INELIGIBLE,
          DECLINED,
          ENROLLED,
          new ConsentRenewed(STUDY, ANN, 4, 3, "6f", "es", FEB_01_LOCAL, FEB_15),
          new ConsentRenewalDeclined(STUDY, ANN, 4, 3, FEB_15),
          new ZoneChanged(STUDY, ANN, "Asia/Tokyo", FEB_15),
          new ChannelChosen(
              STUDY, ANN, Channel.SMS, List.of(Channel.SMS, Channel.WEB_PUSH), FEB_15),
          new PushSubscriptionEnded(STUDY, ANN, FEB_15),
          new DeliveryReported(
              STUDY,
              ANN,
              "slot",
              "prompt",
              "sms",
              ReportStatus.DELIVERED,
              Optional.of(FEB_15),
              FEB_15),
          new PromptHoursNarrowed(STUDY, ANN, "10:00", "20:00", FEB_15),
          new PromptHoursWidened(STUDY, ANN, FEB_15),
          new PauseChosen(STUDY, ANN, FEB_15.plusSeconds(60), FEB_15),
          LEFT,
          new ParticipantErased(STUDY, ANN, "s1", 3, Stage.ENROLLED, "privacy", FEB_15));

  @Test
  void every_event_comes_back_as_it_was_written() {
    var codec = new RecordCodec(EventCatalog.standard());
    for (var event : ONE_OF_EACH) {
      var bytes = codec.encode((Record) event);
      assertThat(codec.decode(bytes, EnrollmentEvent.class)).isEqualTo(event);
    }
    assertThat(ONE_OF_EACH.stream().map(Object::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.<Class<?>>of(EnrollmentEvent.class.getPermittedSubclasses()).toList());
  }

  @Test
  void nothing_of_enrollment_depends_on_an_arm() {
    var codec = new RecordCodec(EventCatalog.standard());
    for (var event : ONE_OF_EACH) {
      assertThat(codec.type((Record) event).topic()).isEqualTo("enrollment.v1");
    }
  }
}
