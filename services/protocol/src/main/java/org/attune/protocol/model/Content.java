package org.attune.protocol.model;

import java.util.List;
import java.util.Optional;

/**
 * What a session or practice holds, in the order in which it is shown. A line break in a text
 * begins a paragraph.
 *
 * @param bring what to bring to a session that is held in a group
 * @param variants what it holds instead for whom a rule says so; the first whose rule holds
 */
public record Content(Optional<LocalizedText> bring, List<Variant> variants, List<Part> parts) {
  /** Nothing but the module's own title and text. */
  public static final Content NONE = new Content(Optional.empty(), List.of(), List.of());

  /**
   * Other parts for some participants.
   *
   * @param when CEL over what is known of a participant; true or false
   */
  public record Variant(String id, String when, List<Part> parts) {}

  /** The parts that a participant reads, for whom {@code variant} was chosen. */
  public List<Part> parts(Optional<String> variant) {
    return variants.stream()
        .filter(other -> variant.filter(other.id()::equals).isPresent())
        .map(Variant::parts)
        .findFirst()
        .orElse(parts);
  }

  /** One screen of a session or practice. */
  public sealed interface Part {
    LocalizedText title();
  }

  /** Something to read. */
  public record Reading(LocalizedText title, LocalizedText text) implements Part {}

  /**
   * Something to listen to, which can be read as well.
   *
   * @param address of the recording in each language; {@code https}
   * @param seconds how long it lasts
   * @param transcript every word of it
   */
  public record Audio(
      LocalizedText title, LocalizedText address, int seconds, LocalizedText transcript)
      implements Part {}

  /**
   * Something to do.
   *
   * @param steps in order; at least one
   * @param seconds how long to stay with it; empty where that is up to the participant
   */
  public record Exercise(
      LocalizedText title,
      List<LocalizedText> steps,
      Optional<Integer> seconds,
      Optional<Breath> breath)
      implements Part {}

  /**
   * A pace to breathe by.
   *
   * @param inSeconds from 2 to 15
   * @param outSeconds from 2 to 15
   */
  public record Breath(int inSeconds, int outSeconds) {}
}
