package org.attune.enrollment.screening;

import java.util.ArrayList;
import java.util.List;
import org.attune.platform.entropy.Digests;
import org.attune.protocol.model.ConsentForm;
import org.attune.protocol.model.LocalizedText;
import org.attune.protocol.model.Protocol;

/**
 * The consent form in one language, word for word as it is shown and signed.
 *
 * @param version of the form
 * @param sections in the order they are shown
 * @param lateUse what happens to data already given when somebody leaves
 * @param understanding asked before signing; no words that are signed
 */
public record ConsentText(
    int version,
    String language,
    String title,
    List<Section> sections,
    String lateUse,
    List<Question> understanding) {
  public record Section(String id, String heading, String text) {}

  /**
   * Whether the form was understood; see {@link ConsentForm.Question}.
   *
   * @param right position of the right option, from 1
   */
  public record Question(
      String id, String text, List<String> options, int right, String explanation) {}

  /**
   * The form of {@code protocol} in {@code language}; a text without a translation stands in the
   * study's first language that has one.
   */
  public static ConsentText of(Protocol protocol, String language) {
    var form = protocol.consentForm();
    var sections = new ArrayList<Section>();
    for (var section : form.sections()) {
      sections.add(
          new Section(
              section.id(),
              in(section.heading(), language, protocol),
              in(section.text(), language, protocol)));
    }
    return new ConsentText(
        form.version(),
        language,
        in(form.title(), language, protocol),
        List.copyOf(sections),
        in(form.lateUse(), language, protocol),
        form.understanding().stream().map(asked -> question(asked, language, protocol)).toList());
  }

  private static Question question(ConsentForm.Question asked, String language, Protocol protocol) {
    return new Question(
        asked.id(),
        in(asked.text(), language, protocol),
        asked.options().stream().map(option -> in(option, language, protocol)).toList(),
        asked.right(),
        in(asked.explanation(), language, protocol));
  }

  private static String in(LocalizedText text, String language, Protocol protocol) {
    return text.in(language, protocol.languages());
  }

  /**
   * Lower-case hex of the SHA-256 over the text in UTF-8: title, each heading and text, what
   * happens when somebody leaves, separated by one blank line.
   */
  public String sha256() {
    var parts = new ArrayList<String>();
    parts.add(title);
    for (var section : sections) {
      parts.add(section.heading());
      parts.add(section.text());
    }
    parts.add(lateUse);
    return Digests.sha256Hex(String.join("\n\n", parts));
  }
}
