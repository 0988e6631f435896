package org.attune.platform.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.attune.platform.entropy.Digests;
import org.attune.platform.event.EventKey;
import org.attune.platform.token.Tokens;
import org.junit.jupiter.api.Test;

/** Ann's history grows from 2 to 3 rows, Bea's has 1; each growth was signed. */
class CheckpointVerifierTest {
  private static final EventKey ANN = EventKey.of("kind", new UUID(0, 1));
  private static final EventKey BEA = EventKey.of("kind", new UUID(0, 2));
  private static final Instant AT = Instant.parse("2027-02-01T08:00:00Z");
  private static final KeyPair KEYS = Tokens.newKeyPair();

  private final Head ann2 = head(ANN, "a", "b");
  private final Head ann3 = head(ANN, "a", "b", "c");
  private final Head bea1 = head(BEA, "x");
  private final Checkpoint first = signed(1, new byte[0], ann2, bea1);
  private final Checkpoint second = signed(2, first.digest(), ann3, bea1);
  private final CheckpointVerifier verifier = new CheckpointVerifier("ema", KEYS.getPublic());

  private static byte[] digest(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Head head(EventKey owner, String... rows) {
    var chain = new byte[0];
    for (var row : rows) chain = Digests.sha256(chain, digest(row));
    return new Head(owner, rows.length, chain);
  }

  private static Checkpoint signed(long number, byte[] previous, Head... heads) {
    var all = new HeadDigest(previous);
    for (var head : heads) all.add(head);
    long ledgers = all.heads();
    return Checkpoint.sign("ema", KEYS.getPrivate(), number, AT, ledgers, all.end(), previous);
  }

  private static List<Link> links(String... rows) {
    var links = new ArrayList<Link>();
    for (var row : rows) links.add(new Link(links.size() + 1, digest(row)));
    return links;
  }

  private void checkpoints() {
    verifier.next(first, List.of(ann2, bea1));
    verifier.next(second, List.of(ann3));
  }

  private void ann(List<Link> history) {
    verifier.history(ANN, List.of(new Covered(1, ann2), new Covered(2, ann3)), history);
  }

  private void found(long checkpoint, Object where, String sentence) {
    assertThat(verifier.misfits())
        .containsExactly(new Misfit(checkpoint, where.toString(), sentence));
  }

  @Test
  void what_was_signed_and_has_only_grown_fits() {
    checkpoints();
    ann(links("a", "b", "c", "d"));
    verifier.history(BEA, List.of(new Covered(1, bea1)), links("x"));
    assertThat(verifier.misfits()).isEmpty();
  }

  @Test
  void an_edited_row_contradicts_the_first_checkpoint_that_covers_it() {
    ann(links("a", "b", "C", "d"));
    found(2, ANN, "History rows #3 to #3 are not those it covers.");
  }

  @Test
  void a_row_edited_early_contradicts_the_early_checkpoint() {
    ann(links("A", "b", "c"));
    found(1, ANN, "History rows #1 to #2 are not those it covers.");
  }

  @Test
  void a_removed_row_is_missing_wherever_it_stood() {
    var history = links("a", "b", "c");
    ann(List.of(history.getFirst(), history.getLast()));
    found(1, ANN, "History row #2, which it covers, is missing.");
  }

  @Test
  void a_history_cut_short_is_missing_its_end() {
    ann(links("a", "b"));
    found(2, ANN, "History row #3, which it covers, is missing.");
  }

  @Test
  void a_head_chained_anew_is_not_in_the_digest() {
    verifier.next(first, List.of(head(ANN, "a", "B"), bea1));
    found(1, "checkpoint 1", "Its digest is not that of the heads it covers.");
  }

  @Test
  void a_history_left_out_is_not_in_the_digest() {
    verifier.next(first, List.of(ann2));
    found(1, "checkpoint 1", "Its digest is not that of the heads it covers.");
  }

  @Test
  void a_checkpoint_that_another_key_or_service_signed_does_not_count() {
    var others = new CheckpointVerifier("ema", Tokens.newKeyPair().getPublic());
    others.next(first, List.of(ann2, bea1));
    var another = new CheckpointVerifier("outcomes", KEYS.getPublic());
    another.next(first, List.of(ann2, bea1));
    assertThat(others.misfits())
        .containsExactly(new Misfit(1, "checkpoint 1", "Its signature is not that of ema."));
    assertThat(another.misfits())
        .containsExactly(new Misfit(1, "checkpoint 1", "Its signature is not that of outcomes."));
  }

  @Test
  void a_time_set_back_is_not_signed() {
    var earlier =
        new Checkpoint(
            1, AT.minusSeconds(1), 2, first.digest(), first.previous(), first.signature());
    verifier.next(earlier, List.of(ann2, bea1));
    found(1, "checkpoint 1", "Its signature is not that of ema.");
  }

  @Test
  void a_removed_checkpoint_leaves_a_gap() {
    verifier.next(first, List.of(ann2, bea1));
    verifier.next(signed(3, second.digest(), ann3, bea1), List.of(ann3));
    found(3, "checkpoint 3", "Checkpoint 2 before it is missing.");
  }

  @Test
  void a_checkpoint_of_another_past_does_not_follow() {
    verifier.next(first, List.of(ann2, bea1));
    verifier.next(signed(2, digest("another"), ann3, bea1), List.of(ann3));
    found(2, "checkpoint 2", "It does not follow from the checkpoint before it.");
  }
}
