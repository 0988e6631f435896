package org.attune.enrollment.paper;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.text.PDFTextStripper;
import org.attune.enrollment.screening.ConsentText;
import org.attune.enrollment.screening.ConsentText.Section;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.verapdf.core.ModelParsingException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** What stands in the file that somebody keeps, and that everybody can read it. */
class FormPdfTest {
  private static final String ANN = "Ann Example";
  private static final FormPdf PDF = new FormPdf();

  @BeforeAll
  static void knowTheStandard() {
    VeraGreenfieldFoundryProvider.initialise();
  }

  static List<ConsentText> forms() {
    return List.of(Forms.ENGLISH, Forms.ARABIC);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void the_file_is_accessible_by_the_standard(ConsentText text) throws Exception {
    assertThat(broken(PDF.of(Forms.signed(text, ANN)))).isEmpty();
  }

  @Test
  void a_name_with_letters_that_the_fonts_lack_stands_in_the_file_as_it_was_typed()
      throws Exception {
    var file = PDF.of(Forms.signed(Forms.ENGLISH, "安 Example"));
    assertThat(broken(file)).isEmpty();
    try (var document = Loader.loadPDF(file)) {
      assertThat(elements(document))
          .extracting(PDStructureElement::getActualText)
          .contains("Signed by 安 Example on March 1, 2027.");
    }
  }

  @Test
  void the_same_form_is_the_same_bytes() {
    var form = Forms.signed(Forms.ARABIC, ANN);
    assertThat(PDF.of(form)).isEqualTo(PDF.of(form)).startsWith("%PDF-1.7".getBytes(US_ASCII));
  }

  @Test
  void everything_that_was_signed_stands_in_it_with_name_day_and_mark() throws IOException {
    try (var document = Loader.loadPDF(PDF.of(Forms.signed(Forms.ENGLISH, ANN)))) {
      var text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
      assertThat(text)
          .contains("Study: Kindness pilot", "Form version 1", "Language: English")
          .contains("Signed by Ann Example on March 1, 2027.")
          .contains(Forms.ENGLISH.sha256());
      for (var section : Forms.ENGLISH.sections()) {
        assertThat(text).contains(section.heading());
        assertThat(text).contains(section.text().replaceAll("\\s+", " ").strip());
      }
      assertThat(text).contains(Forms.ENGLISH.lateUse().replaceAll("\\s+", " ").strip());
    }
  }

  @Test
  void its_headings_are_tagged_and_lead_to_their_pages() throws IOException {
    try (var document = Loader.loadPDF(PDF.of(Forms.signed(Forms.ARABIC, ANN)))) {
      var catalog = document.getDocumentCatalog();
      assertThat(catalog.getLanguage()).isEqualTo("ar");
      assertThat(elements(document))
          .extracting(PDStructureElement::getStructureType)
          .containsExactly("H1", "P", "P", "P", "H2", "P", "H2", "P", "P", "H2", "P", "P", "P");
      assertThat(elements(document).getFirst().getActualText()).isEqualTo(Forms.ARABIC.title());
      assertThat(catalog.getDocumentOutline().children())
          .extracting(item -> item.getTitle())
          .containsExactly(
              Forms.ARABIC.title(), "لماذا نجري هذه الدراسة", "أنت حر", "إذا تركت الدراسة لاحقًا");
      assertThat(document.getPage(0).getResources().getCOSObject().getCOSDictionary(COSName.FONT))
          .isNotNull();
    }
  }

  @Test
  void the_longest_form_goes_over_many_pages_and_one_letter_more_is_refused() throws Exception {
    var longest = Forms.longest();
    var file = PDF.of(Forms.signed(longest, ANN));
    assertThat(broken(file)).isEmpty();
    try (var document = Loader.loadPDF(file)) {
      assertThat(document.getNumberOfPages()).isBetween(50, 120);
    }
    var longer = new ConsentText(1, "en", "Title", longest.sections(), "Stays. ", List.of());
    assertThat(FormPdf.unprintable(longest)).isEmpty();
    assertThat(FormPdf.unprintable(longer)).contains(Unprintable.FORM_TOO_LONG);
  }

  @Test
  void a_form_in_letters_that_the_fonts_lack_is_not_drawn() {
    var sections = List.of(new Section("a", "关于", "文"));
    var chinese = new ConsentText(1, "zh", "参与", sections, "保留", List.of());
    assertThat(FormPdf.unprintable(chinese)).contains(Unprintable.FORM_LETTERS_MISSING);
  }

  private static List<PDStructureElement> elements(PDDocument document) {
    var root = document.getDocumentCatalog().getStructureTreeRoot();
    var whole = (PDStructureElement) root.getKids().getFirst();
    return whole.getKids().stream().map(PDStructureElement.class::cast).toList();
  }

  /** The rules of PDF/UA-1 that a file does not hold. */
  private static List<String> broken(byte[] file) throws Exception {
    var foundry = Foundries.defaultInstance();
    try (var parser = foundry.createParser(new ByteArrayInputStream(file), PDFAFlavour.PDFUA_1);
        var validator = foundry.createValidator(PDFAFlavour.PDFUA_1, false)) {
      var result = validator.validate(parser);
      return result.getTestAssertions().stream().map(Object::toString).distinct().toList();
    } catch (ModelParsingException e) {
      return List.of(e.toString());
    }
  }
}
