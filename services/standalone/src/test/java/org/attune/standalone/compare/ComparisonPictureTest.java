package org.attune.standalone.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.attune.randomization.compare.Estimate;
import org.attune.randomization.compare.Figures;
import org.attune.randomization.compare.Scheme;
import org.attune.randomization.design.Ratio;
import org.attune.randomization.design.SimpleDesign;
import org.attune.standalone.compare.ComparisonReport.Row;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The picture, of two methods that are told apart and of some that are not. */
class ComparisonPictureTest {
  private static final Ratio RATIO = Ratio.parse("1:1");

  private static Row row(String method, boolean own, double guesses, double imbalance) {
    var scheme = new Scheme.ByCounts(new SimpleDesign(RATIO), false);
    var nothing = new Estimate(0, 0);
    var figures =
        new Figures(
            new Estimate(guesses, 0.001),
            nothing,
            new Estimate(imbalance, 0.01),
            nothing,
            nothing,
            Optional.empty());
    return new Row(new Candidate(method, "", scheme, own), figures);
  }

  private static String picture(Row... rows) {
    var request = new ComparisonRequest(52, 10_000, 7, List.of(), Optional.empty());
    return ComparisonPicture.draw(
        new ComparisonReport(
            "kind & calm",
            1,
            RATIO,
            1,
            1,
            request,
            Optional.empty(),
            List.of(rows),
            new LinkedHashMap<>(),
            List.of()));
  }

  private static Document parsed(String svg) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }

  private static List<String> texts(Document svg, String element) {
    var texts = new ArrayList<String>();
    var nodes = svg.getElementsByTagName(element);
    for (int i = 0; i < nodes.getLength(); i++) texts.add(nodes.item(i).getTextContent());
    return texts;
  }

  private static long paths(String svg, String style) {
    return svg.lines().filter(line -> line.startsWith("<path class=\"" + style + "\"")).count();
  }

  @Test
  void every_method_has_a_point_a_label_and_a_sentence_for_whoever_listens() throws Exception {
    var svg = picture(row("simple", false, 0.499, 8.65), row("permuted-blocks", true, 0.69, 2.41));
    var document = parsed(svg);
    assertThat(document.getDocumentElement().getAttribute("role")).isEqualTo("img");
    assertThat(texts(document, "title"))
        .containsExactly("How predictable and how balanced: methods for kind & calm");
    assertThat(texts(document, "desc").getFirst())
        .contains("52 participants", "seed 7", "Guessing blindly is right in 0.500")
        .contains("simple: guessed 0.499, imbalance 8.65.")
        .contains("permuted-blocks (the study's own): guessed 0.690, imbalance 2.41.");
    assertThat(texts(document, "text"))
        .contains("simple", "permuted-blocks")
        .contains("Expected greatest imbalance between arms (participants)")
        .contains("Right guesses by convergence (share of allocations)");
    // One of each kind is the legend's.
    assertThat(paths(svg, "own")).isEqualTo(2);
    assertThat(paths(svg, "other")).isEqualTo(2);
  }

  @Test
  void one_method_and_methods_alike_are_drawn_too() throws Exception {
    parsed(picture(row("simple", true, 0.5, 0)));
    var alike =
        picture(
            row("block-urn", false, 0.6, 3),
            row("big-stick", false, 0.6, 3),
            row("biased-coin", true, 0.6, 3));
    assertThat(alike).doesNotContain("NaN").doesNotContain("Infinity");
    assertThat(texts(parsed(alike), "text")).contains("block-urn", "big-stick", "biased-coin");
    assertThat(
            alike
                .lines()
                .filter(line -> line.contains("class=\"label\"") && !line.contains("Expected"))
                .map(line -> line.replaceAll(">.*", ""))
                .distinct())
        .as("labels stand in different places")
        .hasSize(3);
  }

  @Test
  void numbers_of_an_axis_are_round_and_hold_all_values() {
    var axis = Axis.around(0.333, 0.539, 0, 100);
    assertThat(axis.ticks()).first().extracting(axis::text).isEqualTo("0.30");
    assertThat(axis.ticks()).last().extracting(axis::text).isEqualTo("0.60");
    assertThat(axis.at(axis.low())).isZero();
    assertThat(axis.at(axis.high())).isEqualTo(100);
    var wide = Axis.around(0, 18.067, 0, 100).from(0);
    assertThat(wide.ticks().stream().map(wide::text)).containsExactly("0", "5", "10", "15", "20");
    var tiny = Axis.around(0.5, 0.5, 0, 100);
    assertThat(tiny.low()).isLessThan(0.5);
    assertThat(tiny.high()).isGreaterThan(0.5);
    assertThat(tiny.ticks().stream().map(tiny::text)).doesNotHaveDuplicates();
  }
}
