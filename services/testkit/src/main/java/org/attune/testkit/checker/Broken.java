package org.attune.testkit.checker;

/**
 * One promise that was not kept.
 *
 * @param where the row or log position that shows it, for example {@code ema history abct/3f… #12
 *     PromptSent}
 * @param sentence what is wrong with it; holds no answer and no name
 */
public record Broken(Promise promise, String where, String sentence) {
  @Override
  public String toString() {
    return promise + " " + where + ": " + sentence;
  }
}
