package org.attune.enrollment.domain;

/** Why enrollment says no. The names are API: problem types and metric labels. */
public enum Refusal {
  /** A fact of another service has not arrived; ask again. */
  NOT_KNOWN_YET,
  STUDY_NOT_OPEN,
  STUDY_LOCKED,
  SITE_NOT_OPEN,
  /** A site has nobody in a role that is told of safety alerts. */
  SAFETY_CONTACT_MISSING,
  /** The study has all the participants it needs. */
  TARGET_REACHED,
  /** The same invitation id was used for another site. */
  INVITATION_DIFFERS,
  INVITATION_UNKNOWN,
  INVITATION_EXPIRED,
  /** The invitation was opened on another device. */
  INVITATION_USED,
  DEVICE_REVOKED,
  /** A participant has as many devices as there may be. */
  DEVICES_TOO_MANY,
  LINK_EXPIRED,
  /** The link was used on another device. */
  LINK_USED,
  /** The link was asked for in another browser. */
  LINK_FOREIGN,
  /** More links were asked for than one needs. */
  LINKS_TOO_MANY,
  /** The platform's address has no name that a passkey could belong to. */
  PASSKEYS_NOT_OFFERED,
  /** A participant has as many passkeys as there may be. */
  PASSKEYS_TOO_MANY,
  /** What the browser made is no passkey as was asked for. */
  PASSKEY_UNFIT,
  /** Nobody has this passkey, or what it signed does not hold; which of both is not told. */
  PASSKEY_UNKNOWN,
  /** The passkey was asked on a page of another address. */
  PASSKEY_ELSEWHERE,
  PASSKEY_CHALLENGE_EXPIRED,
  /** The challenge was used by another device or another passkey. */
  PASSKEY_CHALLENGE_USED,
  /** The challenge was not made here, or for another device. */
  PASSKEY_CHALLENGE_FOREIGN,
  /** The passkey counted fewer signatures than before: there may be two of it. */
  PASSKEY_COUNTER_BACK,
  /** A passkey was used more often within a minute than anybody needs. */
  PASSKEY_TOO_OFTEN,
  INVITATION_NOT_OPENED,
  NOT_SCREENED,
  NOT_ELIGIBLE,
  CONSENT_OUTDATED,
  ALREADY_ENROLLED,
  ALREADY_DECLINED,
  NOT_ENROLLED,
  ALREADY_LEFT,
  /** A channel is e-mail and there is no address. */
  EMAIL_MISSING,
  /** A channel is SMS and there is no telephone number. */
  PHONE_MISSING,
  /** A channel is web push and no device is subscribed. */
  SUBSCRIPTION_MISSING,
  /** This platform has no such channel. */
  CHANNEL_NOT_OFFERED,
  HOURS_TOO_WIDE,
  HOURS_TOO_NARROW,
  /** The participant withdrew the use of data; nothing of it is kept. */
  ERASED
}
