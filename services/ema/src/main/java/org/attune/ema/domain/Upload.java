package org.attune.ema.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.Completeness;

/**
 * An answer as it arrives, already checked against its questionnaire.
 *
 * @param answerId made by the device; the same upload twice has the same
 * @param items in the order shown, their times by corrected device time
 * @param openedAt by the device
 * @param completedAt by the device
 * @param deviceNow what the device's clock said when it sent this
 */
public record Upload(
    UUID answerId,
    Completeness completeness,
    List<ItemAnswer> items,
    Optional<Instant> openedAt,
    Instant completedAt,
    Instant deviceNow) {

  /**
   * Device clock less study time at receipt, in milliseconds; the time under way counts as skew of
   * the device.
   */
  public static long skewMillis(Instant deviceNow, Instant receivedAt) {
    return Duration.between(receivedAt, deviceNow).toMillis();
  }

  /**
   * A device's time as study time, which lies after the receipt if the device's clock was set back
   * since.
   */
  public static Instant corrected(Instant device, long skewMillis) {
    return device.minusMillis(skewMillis);
  }

  /**
   * When something happened, as study time. A time that cannot be, after the receipt or before
   * {@code earliest}, says that the device's clock was set since; then the receipt is all that is
   * known.
   */
  public static Instant happened(
      Instant device, Instant deviceNow, Instant receivedAt, Instant earliest) {
    var at = corrected(device, skewMillis(deviceNow, receivedAt));
    return at.isBefore(earliest) || at.isAfter(receivedAt) ? receivedAt : at;
  }
}
