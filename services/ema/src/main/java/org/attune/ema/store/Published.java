package org.attune.ema.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.ema.plan.QuestionnaireForm;
import org.attune.platform.study.StudyBook;
import org.attune.protocol.model.Protocol;

/**
 * Published protocol versions and the forms of their questionnaires, remembered: a published
 * version never changes.
 */
public final class Published {
  private record Version(String study, int number) {}

  private record Code(Version version, String questionnaire) {}

  private final StudyBook studies;
  private final Map<Version, Protocol> protocols = new ConcurrentHashMap<>();
  private final Map<Code, QuestionnaireForm> forms = new ConcurrentHashMap<>();

  public Published(StudyBook studies) {
    this.studies = studies;
  }

  /** A version, if this service has heard of it. */
  public Optional<Protocol> find(Connection c, String study, int number) throws SQLException {
    var version = new Version(study, number);
    var known = protocols.get(version);
    if (known != null) return Optional.of(known);
    var found = studies.find(c, study).map(book -> book.versions().get(number));
    found.ifPresent(protocol -> protocols.put(version, protocol));
    return found;
  }

  /**
   * A version that something was planned by.
   *
   * @throws IllegalStateException if it was never published
   */
  public Protocol of(Connection c, String study, int number) throws SQLException {
    return find(c, study, number)
        .orElseThrow(() -> new IllegalStateException("no version " + number + " of " + study));
  }

  /** False if no version of the study that was looked at so far has decision points. */
  public boolean mayDecide(String study) {
    return protocols.values().stream()
        .anyMatch(known -> known.study().equals(study) && !known.microRandomization().isEmpty());
  }

  /** What answers to a questionnaire of a version must look like. */
  public QuestionnaireForm form(Protocol protocol, String questionnaire) {
    var code = new Code(new Version(protocol.study(), protocol.version()), questionnaire);
    return forms.computeIfAbsent(
        code,
        _ -> {
          var asked = protocol.questionnaires().get(questionnaire);
          if (asked == null) throw new IllegalStateException("no questionnaire " + questionnaire);
          return new QuestionnaireForm(asked);
        });
  }
}
