package org.attune.enrollment.domain;

import static org.attune.enrollment.domain.Decision.accept;
import static org.attune.enrollment.domain.Decision.refuse;

import java.util.Optional;
import org.attune.enrollment.domain.EnrollmentCommand.Link;
import org.attune.enrollment.domain.EnrollmentCommand.Redeem.Device;
import org.attune.enrollment.domain.EnrollmentEvent.DeviceLinked;
import org.attune.enrollment.domain.EnrollmentEvent.DeviceLinked.Means;
import org.attune.enrollment.domain.EnrollmentState.Erased;

/** Which devices a link lets in, beside the one that opened the invitation (decision 0048). */
final class LinkRules {
  /** Devices of one participant that may come in. */
  static final int DEVICES_MAX = 10;

  private static final Optional<Means> BY_LINK = Optional.of(Means.LINK);

  private LinkRules() {}

  static Decision link(Person p, EnrollmentState state, Link c, StudyTerms terms) {
    if (c.device() == Device.REVOKED) return shutOut();
    return switch (c.link()) {
      case LAPSED -> refuse(Refusal.LINK_EXPIRED, "This link has lapsed; ask for another.");
      case USED -> refuse(Refusal.LINK_USED, "This link was used on another device.");
      case FOREIGN ->
          refuse(Refusal.LINK_FOREIGN, "This link works in the browser in which it was asked for.");
      case REPEATED -> accept();
      case OPEN -> open(p, state, c, terms);
    };
  }

  private static Decision open(Person p, EnrollmentState state, Link c, StudyTerms terms) {
    var linked = new DeviceLinked(p.study(), p.participantId(), c.number(), BY_LINK, c.at());
    return admit(state, c.device(), c.devices(), linked, terms);
  }

  /**
   * Lets a device in that showed what it needs to.
   *
   * @param devices that may come in already
   */
  static Decision admit(
      EnrollmentState state, Device device, int devices, DeviceLinked linked, StudyTerms terms) {
    if (state instanceof Erased) return EnrollmentRules.erased();
    if (!state.admitsDevices()) return EnrollmentRules.notOpened();
    if (terms.locked()) return EnrollmentRules.locked();
    if (device == Device.KNOWN) return accept();
    return devices < DEVICES_MAX
        ? accept(linked)
        : refuse(
            Refusal.DEVICES_TOO_MANY,
            "%d devices may come in already; ask your site to shut one out."
                .formatted(DEVICES_MAX));
  }

  static Decision shutOut() {
    return refuse(Refusal.DEVICE_REVOKED, "This device may not come in any more; ask your site.");
  }
}
