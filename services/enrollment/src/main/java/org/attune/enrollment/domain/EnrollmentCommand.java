package org.attune.enrollment.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What somebody wants of enrollment. Every command carries its study time. */
public sealed interface EnrollmentCommand {
  Instant at();

  /**
   * A site invites somebody.
   *
   * @param expiresAt when the invitation lapses
   */
  record Invite(String site, String language, Instant expiresAt, Instant at)
      implements EnrollmentCommand {}

  /**
   * A device shows the invitation's code.
   *
   * @param device what is known of this device
   */
  record Redeem(Device device, Instant at) implements EnrollmentCommand {
    /** What is known of a device that shows a code. */
    public enum Device {
      /** Nothing: it comes for the first time. */
      UNSEEN,
      /** It redeemed this invitation before. */
      KNOWN,
      /** It did, and may not come in any more. */
      REVOKED
    }
  }

  /**
   * A device shows the code of a link.
   *
   * @param device what is known of this device
   * @param link what is known of the link
   * @param devices that may come in already
   * @param number of this device if it is let in, from 1
   */
  record Link(Redeem.Device device, Standing link, int devices, int number, Instant at)
      implements EnrollmentCommand {
    /** What is known of a link. */
    public enum Standing {
      OPEN,
      /** This very device used it. */
      REPEATED,
      /** Another device used it. */
      USED,
      LAPSED,
      /** It was asked for in another browser. */
      FOREIGN
    }
  }

  /**
   * Somebody answered the screener.
   *
   * @param unmet the first criterion that does not hold; empty if all do
   * @param answers in the order of the screener
   */
  record Screen(Optional<String> unmet, List<CodedAnswer> answers, Instant at)
      implements EnrollmentCommand {}

  /**
   * An eligible person signs.
   *
   * @param formSha256 of the exact text in {@code language}
   * @param localDate date in {@code zone}
   * @param channels at least one, in the order in which they are to be tried
   * @param reach what can be used
   * @param hours narrower hours for prompts, if any
   */
  record Sign(
      int consentVersion,
      String formSha256,
      String language,
      String zone,
      LocalDate localDate,
      List<Channel> channels,
      Reach reach,
      Optional<Hours> hours,
      Instant at)
      implements EnrollmentCommand {}

  /**
   * Somebody in the study signs a newer version of the form.
   *
   * @param formSha256 of the exact text in {@code language}
   * @param localDate date where the participant is
   */
  record Renew(
      int consentVersion, String formSha256, String language, LocalDate localDate, Instant at)
      implements EnrollmentCommand {}

  record Decline(int consentVersion, Instant at) implements EnrollmentCommand {}

  record ChangeZone(String zone, Instant at) implements EnrollmentCommand {}

  record NarrowHours(Hours hours, Instant at) implements EnrollmentCommand {}

  /**
   * The participant wants to be reached another way.
   *
   * @param channels at least one, in the order in which they are to be tried
   * @param reach what can be used
   */
  record ChooseChannels(List<Channel> channels, Reach reach, Instant at)
      implements EnrollmentCommand {}

  /**
   * Over which channels somebody can be reached.
   *
   * @param offered channels that this platform has
   * @param addressed channels for which an address is on file or comes with the command
   */
  record Reach(Set<Channel> offered, Set<Channel> addressed) {}

  /**
   * The participant gives another address, number or device, or takes one back. Only the vault
   * changes: there is no event.
   *
   * @param emptied channels that will have no address any more
   */
  record KeepAddress(Set<Channel> emptied, Instant at) implements EnrollmentCommand {}

  /**
   * The participant leaves.
   *
   * @param reason a code, never free text
   */
  record Leave(LeavingWay way, String reason, Instant at) implements EnrollmentCommand {}
}
