package org.attune.testkit.checker;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Collects what the checks find. Used by one thread. */
final class Findings {
  /** Broken promises that are listed; the rest is counted. */
  static final int LISTED_MAX = 1_000;

  private final List<Broken> broken = new ArrayList<>();
  private final TreeMap<String, Long> counted = new TreeMap<>();
  private long unlisted;

  void broken(Promise promise, String where, String sentence) {
    if (broken.size() < LISTED_MAX) broken.add(new Broken(promise, where, sentence));
    else unlisted++;
  }

  void count(String word, long more) {
    counted.merge(word, more, Long::sum);
  }

  /** Takes over what another thread found. */
  void add(Findings others) {
    for (var one : others.broken) broken(one.promise(), one.where(), one.sentence());
    unlisted += others.unlisted;
    others.counted.forEach(this::count);
  }

  Verdict verdict() {
    return new Verdict(List.copyOf(broken), unlisted, new TreeMap<>(counted));
  }
}
