package org.attune.standalone.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.attune.standalone.compare.ComparisonReport.Row;

/**
 * A comparison as a picture in SVG 1.1: how often each method is guessed against how far it lets
 * the arms come apart. Points differ by shape, the study's own is filled; title and description say
 * the same to whoever listens.
 */
public final class ComparisonPicture {
  public static final String FILE = "comparison.svg";

  private static final int WIDTH = 760;
  private static final int HEIGHT = 540;
  private static final int LEFT = 84;
  private static final int RIGHT = WIDTH - 28;
  private static final int TOP = 84;
  private static final int BOTTOM = HEIGHT - 108;
  private static final int LEGEND = HEIGHT - 26;

  private static final String STYLE =
      """
      <style>
      text { font: 13px Inter, "Helvetica Neue", Arial, sans-serif; fill: #1d2a2e; }
      .title { font-size: 17px; font-weight: 600; }
      .quiet { fill: #4c5b60; }
      .grid { stroke: #d9dedc; stroke-width: 1; }
      .axis { stroke: #4c5b60; stroke-width: 1.2; fill: none; }
      .blind { stroke: #4c5b60; stroke-width: 1.4; stroke-dasharray: 6 5; }
      .own { fill: #0b4a50; stroke: #0b4a50; stroke-width: 1.8; }
      .other { fill: #ffffff; stroke: #0b4a50; stroke-width: 1.8; }
      </style>
      """;

  private final ComparisonReport report;
  private final double blind;
  private final Axis across;
  private final Axis up;
  private final StringBuilder svg = new StringBuilder();

  private ComparisonPicture(ComparisonReport report) {
    this.report = report;
    blind = 1.0 / report.ratio().arms();
    double most = imbalances().max().orElse(1);
    across = Axis.around(0.0, most, LEFT, RIGHT).from(0);
    double least = Math.min(blind, guesses().min().orElse(blind));
    up = Axis.around(least, Math.max(blind, guesses().max().orElse(blind)), BOTTOM, TOP);
  }

  /**
   * Writes {@value #FILE}; one that is there is replaced.
   *
   * @return the file
   * @throws IOException if it cannot be written
   */
  public static Path write(ComparisonReport report, Path directory) throws IOException {
    return Files.writeString(directory.resolve(FILE), draw(report));
  }

  /** The picture. */
  static String draw(ComparisonReport report) {
    return new ComparisonPicture(report).drawn();
  }

  private DoubleStream imbalances() {
    return report.rows().stream().mapToDouble(ComparisonPicture::imbalance);
  }

  private DoubleStream guesses() {
    return report.rows().stream().mapToDouble(ComparisonPicture::guess);
  }

  private static double imbalance(Row row) {
    return row.figures().greatestImbalance().mean();
  }

  private static double guess(Row row) {
    return row.figures().guesses().mean();
  }

  private String drawn() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
            + " role=\"img\" aria-labelledby=\"title description\">%n",
        WIDTH, HEIGHT, WIDTH, HEIGHT);
    add("<title id=\"title\">%s</title>%n", escaped(title()));
    add("<desc id=\"description\">%s</desc>%n", escaped(description()));
    svg.append(STYLE);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n", WIDTH, HEIGHT);
    text(LEFT, 32, "title", "start", title());
    text(LEFT, 54, "quiet", "start", subtitle());
    axes();
    points();
    legend();
    return svg.append("</svg>\n").toString();
  }

  private String title() {
    return "How predictable and how balanced: methods for " + report.study();
  }

  private String subtitle() {
    var request = report.request();
    return String.format(
        Locale.ROOT,
        "%,d simulated trials of %,d participants, ratio %s, seed %d",
        request.runs(),
        request.participants(),
        report.ratio(),
        request.seed());
  }

  private String description() {
    var text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s. A scatter plot with one point per method: the share of right guesses against"
                    + " the expected greatest imbalance, in %s; less of both is better. Guessing"
                    + " blindly is right in %.3f.",
                subtitle(),
                report.imbalanceUnit(),
                blind));
    for (var row : report.rows()) {
      text.append(
          String.format(
              Locale.ROOT,
              " %s%s: guessed %.3f, imbalance %.2f.",
              row.candidate().method(),
              row.candidate().own() ? " (the study's own)" : "",
              guess(row),
              imbalance(row)));
    }
    return text.toString();
  }

  private void axes() {
    for (double tick : across.ticks()) {
      line("grid", across.at(tick), TOP, across.at(tick), BOTTOM);
      text(across.at(tick), BOTTOM + 20, "quiet", "middle", across.text(tick));
    }
    for (double tick : up.ticks()) {
      line("grid", LEFT, up.at(tick), RIGHT, up.at(tick));
      text(LEFT - 10, up.at(tick) + 4, "quiet", "end", up.text(tick));
    }
    line("axis", LEFT, TOP, LEFT, BOTTOM);
    line("axis", LEFT, BOTTOM, RIGHT, BOTTOM);
    line("blind", LEFT, up.at(blind), RIGHT, up.at(blind));
    var imbalance =
        "Expected greatest imbalance between arms (%s)".formatted(report.imbalanceUnit());
    text((LEFT + RIGHT) / 2.0, BOTTOM + 46, "label", "middle", imbalance);
    add(
        "<text transform=\"translate(24 %.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>%n",
        (TOP + BOTTOM) / 2.0, "Right guesses by convergence (share of allocations)");
  }

  private void points() {
    var labels = new Labels(LEFT + 2, TOP - 8, RIGHT, BOTTOM - 2);
    labels.keepFree(up.at(blind));
    for (var row : report.rows()) labels.keepFree(across.at(imbalance(row)), up.at(guess(row)));
    for (int i = 0; i < report.rows().size(); i++) {
      var row = report.rows().get(i);
      var method = row.candidate().method();
      double x = across.at(imbalance(row));
      double y = up.at(guess(row));
      svg.append(Marker.of(i).drawn(x, y, row.candidate().own()));
      var place = labels.place(method, x, y);
      text(place.x(), place.y(), "label", place.atEnd() ? "end" : "start", method);
    }
  }

  private void legend() {
    svg.append(Marker.CIRCLE.drawn(LEFT + 8, LEGEND - 4, true));
    text(LEFT + 22, LEGEND, "quiet", "start", "the study's own method");
    svg.append(Marker.CIRCLE.drawn(LEFT + 212, LEGEND - 4, false));
    text(LEFT + 226, LEGEND, "quiet", "start", "another method");
    line("blind", LEFT + 352, LEGEND - 4, LEFT + 388, LEGEND - 4);
    text(LEFT + 396, LEGEND, "quiet", "start", "guessing blindly");
    text(RIGHT, LEGEND, "quiet", "end", "lower left is better");
  }

  private void line(String style, double x1, double y1, double x2, double y2) {
    add(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
        style, x1, y1, x2, y2);
  }

  private void text(double x, double y, String style, String anchor, String words) {
    add(
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
        style, x, y, anchor, escaped(words));
  }

  private void add(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments));
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
