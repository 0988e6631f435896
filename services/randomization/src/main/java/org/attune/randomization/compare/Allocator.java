package org.attune.randomization.compare;

/** Gives arms in one simulated trial after another. Belongs to one thread at a time. */
interface Allocator {
  /** Begins a trial: nobody has been allocated. */
  void begin();

  /**
   * The arm of whoever comes next.
   *
   * @param kind index of the newcomer's kind in the intake, from 0
   * @return index of the arm, from 0
   */
  int next(int kind, Draws draws);

  /**
   * An allocator by a scheme.
   *
   * @throws IllegalArgumentException if minimisation has not one weight for each factor
   */
  static Allocator of(Scheme scheme, Intake intake) {
    return switch (scheme) {
      case Scheme.InBlocks blocks -> new BlockAllocator(blocks, lists(intake, blocks.stratified()));
      case Scheme.ByCounts counts -> new CountAllocator(counts, lists(intake, counts.stratified()));
      case Scheme.Minimised minimised -> new MinimisingAllocator(minimised.minimisation(), intake);
    };
  }

  /** The list of each kind of people, numbers from 0. */
  private static int[] lists(Intake intake, boolean stratified) {
    return stratified ? intake.strata() : new int[intake.kinds().size()];
  }
}
