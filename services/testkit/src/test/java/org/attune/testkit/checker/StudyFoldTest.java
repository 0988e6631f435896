package org.attune.testkit.checker;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Checks of several services ask for protocols at the same time. */
class StudyFoldTest {
  private static final int AT_ONCE = 4;
  private static final int STUDIES = 20_000;

  @Test
  void many_threads_may_ask_for_protocols() {
    assertThatCode(StudyFoldTest::askAtOnce).doesNotThrowAnyException();
  }

  private static void askAtOnce() throws Exception {
    var fold = new StudyFold();
    var together = new CyclicBarrier(AT_ONCE);
    var askers = new ArrayList<Callable<Void>>();
    for (int asker = 0; asker < AT_ONCE; asker++) {
      askers.add(
          () -> {
            together.await();
            for (int study = 0; study < STUDIES; study++) fold.protocol("study-" + study, 1);
            return null;
          });
    }
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (var asked : threads.invokeAll(askers)) asked.get();
    }
  }
}
