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
   * What is known of a ceremony with a passkey (W3C Web Authentication Level 3, section 7).
   *
   * @param here the browser signed for a page of this platform
   * @param challenge what is known of the challenge that was signed
   * @param recent ceremonies of this participant within the last minute
   */
  record Ceremony(boolean here, Challenge challenge, int recent) {
    /** What is known of a challenge. */
    public enum Challenge {
      OPEN,
      /** This very device, or this very passkey, used it. */
      REPEATED,
      /** Another one used it. */
      USED,
      LAPSED,
      /** It was not made here, or for another device or another act. */
      FOREIGN
    }
  }

  /**
   * A device that is in wants to make a passkey.
   *
   * @param passkeys that the participant has
   */
  record OfferPasskey(int passkeys, Instant at) implements EnrollmentCommand {}

  /**
   * A device that is in shows the passkey that it made.
   *
   * @param holds it is a passkey as was asked for, and nobody else's
   * @param known the participant has it already
   * @param passkeys that the participant has
   * @param number of this one if it is kept, from 1
   */
  record MakePasskey(
      Ceremony ceremony, boolean holds, boolean known, int passkeys, int number, Instant at)
      implements EnrollmentCommand {}

  /**
   * A passkey is to let nobody in any more.
   *
   * @param number of the passkey, from 1
   * @param kept false if it was removed before
   */
  record RemovePasskey(int number, boolean kept, Instant at) implements EnrollmentCommand {}

  /**
   * A device comes back with a passkey.
   *
   * @param device what is known of this device
   * @param holds the signature is that of a passkey of this participant
   * @param counter signatures that the passkey counted
   * @param devices that may come in already
   * @param number of this device if it is let in, from 1
   */
  record ComeBack(
      Redeem.Device device,
      Ceremony ceremony,
      boolean holds,
      Counter counter,
      int devices,
      int number,
      Instant at)
      implements EnrollmentCommand {
    /**
     * Signatures that a passkey has made, as it says; 0 where it does not count.
     *
     * @param kept what it said last
     * @param shown what it says now
     */
    public record Counter(long kept, long shown) {
      /** True if there may be two of this passkey (W3C Web Authentication Level 3, 7.2). */
      boolean goesBack() {
        return (kept > 0 || shown > 0) && shown <= kept;
      }

      /** What to keep: an answer that was lost is asked for again with the same number. */
      public long last() {
        return Math.max(kept, shown);
      }
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

  /**
   * Somebody in the study does not want to sign a newer version of the form.
   *
   * @param leaves whoever refuses this form leaves the study, by its protocol
   */
  record DeclineRenewal(int consentVersion, boolean leaves, Instant at)
      implements EnrollmentCommand {}

  record Decline(int consentVersion, Instant at) implements EnrollmentCommand {}

  record ChangeZone(String zone, Instant at) implements EnrollmentCommand {}

  record NarrowHours(Hours hours, Instant at) implements EnrollmentCommand {}

  /** All hours of the protocol again. */
  record WidenHours(Instant at) implements EnrollmentCommand {}

  /**
   * The participant wants no messages for a while.
   *
   * @param days the rest of this local day and the days after it, this many in all; 0 ends a pause
   */
  record Pause(int days, Instant at) implements EnrollmentCommand {
    /** Longest pause; who needs more pauses again, or stops. */
    public static final int PAUSE_DAYS_MAX = 14;
  }

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
