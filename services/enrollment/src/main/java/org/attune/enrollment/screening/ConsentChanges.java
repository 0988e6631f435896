package org.attune.enrollment.screening;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a newer consent form says differently than the one that was signed, both in one language.
 *
 * @param before the form that was signed
 * @param now the newer one
 */
public record ConsentChanges(ConsentText before, ConsentText now) {
  /** How a section came to be what it is. */
  public enum Change {
    /** It was not in the form that was signed. */
    NEW,
    /** Its heading or its text was another. */
    CHANGED
  }

  /** How a section of the newer form differs; empty if it was there word for word. */
  public Optional<Change> of(ConsentText.Section section) {
    var earlier =
        before.sections().stream().filter(other -> other.id().equals(section.id())).findFirst();
    if (earlier.isEmpty()) return Optional.of(Change.NEW);
    return earlier.get().equals(section) ? Optional.empty() : Optional.of(Change.CHANGED);
  }

  /** Sections that the newer form does not have any more, in their order. */
  public List<ConsentText.Section> gone() {
    var kept =
        now.sections().stream()
            .collect(Collectors.toMap(ConsentText.Section::id, Function.identity()));
    return before.sections().stream().filter(section -> !kept.containsKey(section.id())).toList();
  }

  /** True if another thing happens to data already given when somebody leaves. */
  public boolean ofLateUse() {
    return !before.lateUse().equals(now.lateUse());
  }
}
