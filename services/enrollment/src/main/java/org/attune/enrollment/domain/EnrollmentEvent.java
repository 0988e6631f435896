package org.attune.enrollment.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What has happened to one participant's enrollment, in the order it happened. Each record is the
 * schema of the same name in {@code schemas/avro/enrollment}; none of them names a person.
 */
public sealed interface EnrollmentEvent {
  String study();

  UUID participantId();

  /** Study time at which it was decided. */
  Instant at();

  /**
   * A site invited somebody; the pseudonym exists from here on.
   *
   * @param protocolVersion version in force at the site that day
   */
  record ParticipantInvited(
      String study,
      UUID participantId,
      String site,
      int protocolVersion,
      String language,
      Instant expiresAt,
      Instant at)
      implements EnrollmentEvent {}

  /**
   * The invitation was opened on a device.
   *
   * @param deviceNumber which device of this participant, from 1
   */
  record InvitationRedeemed(String study, UUID participantId, int deviceNumber, Instant at)
      implements EnrollmentEvent {}

  /**
   * A further device was let in, by a link or a passkey.
   *
   * @param deviceNumber which device of this participant, from 1
   * @param means by which it came; empty: a link, from writers that knew nothing else
   */
  record DeviceLinked(
      String study, UUID participantId, int deviceNumber, Optional<Means> means, Instant at)
      implements EnrollmentEvent {
    /** By which a further device came in. */
    public enum Means {
      LINK,
      PASSKEY
    }
  }

  /**
   * The participant made a passkey, by which further devices can be let in.
   *
   * @param passkeyNumber which passkey of this participant, from 1
   */
  record PasskeyMade(String study, UUID participantId, int passkeyNumber, Instant at)
      implements EnrollmentEvent {}

  /**
   * A passkey lets nobody in any more; its key was deleted.
   *
   * @param passkeyNumber which passkey of this participant, from 1
   */
  record PasskeyRemoved(String study, UUID participantId, int passkeyNumber, Instant at)
      implements EnrollmentEvent {}

  /**
   * The screener was answered.
   *
   * @param criterion the first that did not hold; empty if eligible
   * @param answers in the order of the screener; empty for an ineligible person
   */
  record ParticipantScreened(
      String study,
      UUID participantId,
      String site,
      int protocolVersion,
      ScreeningOutcome outcome,
      Optional<String> criterion,
      List<CodedAnswer> answers,
      Instant at)
      implements EnrollmentEvent {}

  /** An eligible person decided not to take part. */
  record ConsentDeclined(String study, UUID participantId, int consentVersion, Instant at)
      implements EnrollmentEvent {}

  /**
   * The participant signed the consent form and is in the study, pinned to {@code protocolVersion}.
   *
   * @param consentFormSha256 of the exact text in {@code language}, lower-case hex
   * @param localDate date in {@code zone}
   * @param channel the first of {@code channels}
   * @param channels in the order in which they are tried; empty: {@code channel} alone
   */
  record ParticipantEnrolled(
      String study,
      UUID participantId,
      String site,
      int protocolVersion,
      int consentVersion,
      String consentFormSha256,
      String language,
      String zone,
      LocalDate localDate,
      Channel channel,
      List<Channel> channels,
      Instant at)
      implements EnrollmentEvent {
    /** With one channel alone, as it was once written. */
    public ParticipantEnrolled(
        String study,
        UUID participantId,
        String site,
        int protocolVersion,
        int consentVersion,
        String consentFormSha256,
        String language,
        String zone,
        LocalDate localDate,
        Channel channel,
        Instant at) {
      this(
          study,
          participantId,
          site,
          protocolVersion,
          consentVersion,
          consentFormSha256,
          language,
          zone,
          localDate,
          channel,
          List.of(channel),
          at);
    }
  }

  /**
   * A participant signed a newer version of the consent form.
   *
   * @param protocolVersion the version that the form belongs to
   * @param consentFormSha256 of the exact text in {@code language}, lower-case hex
   * @param localDate date where the participant was
   */
  record ConsentRenewed(
      String study,
      UUID participantId,
      int protocolVersion,
      int consentVersion,
      String consentFormSha256,
      String language,
      LocalDate localDate,
      Instant at)
      implements EnrollmentEvent {}

  /**
   * A participant did not want to sign a newer version of the consent form. Where the study asks
   * it, leaving follows at once; else the version signed last goes on holding.
   *
   * @param protocolVersion the version that the form belongs to
   * @param consentVersion of the form that was not signed
   */
  record ConsentRenewalDeclined(
      String study, UUID participantId, int protocolVersion, int consentVersion, Instant at)
      implements EnrollmentEvent {}

  record ZoneChanged(String study, UUID participantId, String zone, Instant at)
      implements EnrollmentEvent {}

  /**
   * The participant wants to be reached another way.
   *
   * @param channel the first of {@code channels}
   * @param channels in the order in which they are tried; empty: {@code channel} alone
   */
  record ChannelChosen(
      String study, UUID participantId, Channel channel, List<Channel> channels, Instant at)
      implements EnrollmentEvent {
    /** With one channel alone, as it was once written. */
    public ChannelChosen(String study, UUID participantId, Channel channel, Instant at) {
      this(study, participantId, channel, List.of(channel), at);
    }
  }

  /** A push service knows the participant's subscription no more; its address was deleted. */
  record PushSubscriptionEnded(String study, UUID participantId, Instant at)
      implements EnrollmentEvent {}

  /**
   * A gateway reported what became of a message that it had accepted.
   *
   * @param messageId of the slot or visit it was about
   * @param occasion which message about it
   * @param reportedAt when it came about, by the gateway's clock
   */
  record DeliveryReported(
      String study,
      UUID participantId,
      String messageId,
      String occasion,
      String channel,
      ReportStatus status,
      Optional<Instant> reportedAt,
      Instant at)
      implements EnrollmentEvent {}

  /**
   * The participant wants prompts in narrower hours than the protocol's.
   *
   * @param from local time, HH:MM
   * @param until local time, HH:MM; 00:00 is the end of the day
   */
  record PromptHoursNarrowed(
      String study, UUID participantId, String from, String until, Instant at)
      implements EnrollmentEvent {}

  /** The participant may be prompted at all hours of the protocol again. */
  record PromptHoursWidened(String study, UUID participantId, Instant at)
      implements EnrollmentEvent {}

  /**
   * The participant asked for no messages for a while, or to go on before it was over.
   *
   * @param until when nothing is sent any longer; {@code at} where the pause was ended
   */
  record PauseChosen(String study, UUID participantId, Instant until, Instant at)
      implements EnrollmentEvent {}

  /**
   * The participant left the study, or a part of it.
   *
   * @param reason a code, never free text
   */
  record ParticipantLeft(
      String study, UUID participantId, LeavingWay way, String reason, Instant at)
      implements EnrollmentEvent {}

  /**
   * The participant withdrew the use of data and is erased everywhere; this alone stays.
   *
   * @param site that invited the participant
   * @param protocolVersion pinned by consent, before that the one of the invitation
   * @param reached the furthest stage, never {@code LEFT}
   * @param reason a code, never free text
   */
  record ParticipantErased(
      String study,
      UUID participantId,
      String site,
      int protocolVersion,
      Stage reached,
      String reason,
      Instant at)
      implements EnrollmentEvent {
    /** The same, decided again at a later time. */
    public ParticipantErased again(Instant later) {
      return new ParticipantErased(
          study, participantId, site, protocolVersion, reached, reason, later);
    }
  }
}
