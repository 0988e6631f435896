package org.attune.enrollment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.enrollment.channel.Carrier;
import org.attune.enrollment.channel.Letter;
import org.attune.enrollment.channel.Sent;
import org.attune.enrollment.channel.Sent.Verdict;

/** A channel across a network, which the test lets fail. */
final class SlowCarrier implements Carrier {
  final List<Letter> sent = Collections.synchronizedList(new ArrayList<>());

  /** By address; anything else is accepted. */
  final Map<String, Verdict> verdicts = new LinkedHashMap<>();

  Optional<RuntimeException> crash = Optional.empty();
  Verdict otherwise = Verdict.ACCEPTED;
  private final boolean removesDuplicates;

  SlowCarrier(boolean removesDuplicates) {
    this.removesDuplicates = removesDuplicates;
  }

  @Override
  public boolean isImmediate() {
    return false;
  }

  @Override
  public boolean removesDuplicates() {
    return removesDuplicates;
  }

  @Override
  public Sent send(Letter letter) {
    sent.add(letter);
    if (crash.isPresent()) throw crash.get();
    return Sent.of(verdicts.getOrDefault(letter.to().written(), otherwise), "said");
  }
}
