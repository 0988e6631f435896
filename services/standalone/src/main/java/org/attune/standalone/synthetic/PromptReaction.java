package org.attune.standalone.synthetic;

import java.time.Duration;

/** What somebody does with one prompt. */
public sealed interface PromptReaction {
  /**
   * @param after time from the prompt's sending
   */
  record Answered(Duration after, Duration taking, boolean twice) implements PromptReaction {}

  record Dismissed(Duration after) implements PromptReaction {}

  record OpenedOnly(Duration after) implements PromptReaction {}

  record Ignored() implements PromptReaction {}
}
