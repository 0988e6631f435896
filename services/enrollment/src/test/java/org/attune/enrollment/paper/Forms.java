package org.attune.enrollment.paper;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.attune.enrollment.screening.ConsentText;
import org.attune.enrollment.screening.ConsentText.Section;
import org.attune.enrollment.screening.Studies;

/** Forms that were signed on 1 March 2027, in both directions. */
final class Forms {
  private static final LocalDate MAR_01 = LocalDate.parse("2027-03-01");
  private static final Instant AT_TEN = Instant.parse("2027-03-01T10:00:00.123456Z");

  /** Of the example study, in English. */
  static final ConsentText ENGLISH = ConsentText.of(Studies.read("kindness-pilot"), "en");

  /** With marks, digits, brackets and a word from left to right. */
  static final ConsentText ARABIC =
      new ConsentText(
          2,
          "ar",
          "المشاركة: ما ينبغي أن تعرفه",
          List.of(
              new Section(
                  "why",
                  "لماذا نجري هذه الدراسة",
                  "نريد أن نفهم كيف يغيّر اللطف مع النفس المساء. لا يوجد علاج في هذه الدراسة"
                      + " (DASS-21)، وتستغرق الأسئلة 15 دقيقة تقريبًا."),
              new Section("free", "أنت حر", "يمكنك التوقف متى شئت.\n\nلن يسألك أحد عن السبب.")),
          "ما قدمته قبل المغادرة يبقى في الدراسة إلا إذا طلبت منا محوه.",
          List.of());

  private Forms() {}

  static SignedForm signed(ConsentText text, String name) {
    return new SignedForm(text, "Kindness pilot", name, MAR_01, AT_TEN);
  }

  /** As many words as are drawn, in sections of twenty thousand characters. */
  static ConsentText longest() {
    var sections = new ArrayList<Section>();
    int left = FormPdf.CHARS_MAX - "Title".length() - "Stays.".length();
    for (int i = 1; left > 0; i++) {
      var heading = "Section " + i;
      var text = "Kind words, and many. ".repeat(1_000);
      int room = Math.min(left - heading.length(), text.length());
      sections.add(new Section("s" + i, heading, text.substring(0, Math.max(room, 0))));
      left -= heading.length() + Math.max(room, 0);
    }
    return new ConsentText(1, "en", "Title", sections, "Stays.", List.of());
  }
}
