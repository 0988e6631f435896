package org.attune.standalone.compare;

import java.io.PrintStream;
import java.util.Locale;
import org.attune.randomization.compare.Estimate;
import org.attune.standalone.compare.ComparisonReport.Row;

/** A comparison for a person at a terminal. */
public final class ComparisonText {
  private ComparisonText() {}

  /** Prints one line per method, and what was assumed. */
  public static void print(ComparisonReport report, PrintStream out) {
    var request = report.request();
    out.printf(
        Locale.ROOT,
        "%s version %d: %,d simulated trials of %,d participants, seed %d%n",
        report.study(),
        report.version(),
        request.runs(),
        request.participants(),
        request.seed());
    out.printf(
        Locale.ROOT,
        "Ratio %s, %s, %s%n",
        report.ratio(),
        counted(report.sites(), "site", "sites"),
        counted(report.strata(), "stratum", "strata"));
    report.contrast().ifPresent(contrast -> out.println(power(contrast)));
    out.printf(
        "%n  %-17s  %-15s  %17s  %17s  %17s%n",
        "", "", "right guesses", "imbalance", "within strata");
    out.printf(
        "  %-17s  %-15s  %17s  %8s %8s  %8s %8s  %6s%n",
        "method", "with", "by convergence", "final", "greatest", "mean", "greatest", "power");
    for (var row : report.rows()) out.println(line(row));
    out.printf(
        "%n* the study's own method. Imbalance in %s; ± is one Monte-Carlo standard error.%n",
        report.imbalanceUnit());
    report.leftOut().values().forEach(out::println);
    report.notes().forEach(out::println);
  }

  private static String counted(int count, String one, String several) {
    return "%d %s".formatted(count, count == 1 ? one : several);
  }

  private static String power(PrimaryContrast contrast) {
    return String.format(
        Locale.ROOT,
        "Power of %s: two-sided at 5 %%, a difference of %.2f standard deviations (%s)",
        contrast.name(),
        contrast.difference(),
        contrast.origin());
  }

  private static String line(Row row) {
    var figures = row.figures();
    return String.format(
        Locale.ROOT,
        "%s %-17s  %-15s  %7.4f ± %.4f   %8.3f %8.3f  %8.3f %8.3f  %6s",
        row.candidate().own() ? "*" : " ",
        row.candidate().method(),
        row.candidate().numbers(),
        figures.guesses().mean(),
        figures.guesses().error(),
        figures.finalImbalance().mean(),
        figures.greatestImbalance().mean(),
        figures.meanInStrata().mean(),
        figures.greatestInStrata().mean(),
        figures.power().map(ComparisonText::share).orElse("-"));
  }

  private static String share(Estimate power) {
    return String.format(Locale.ROOT, "%.4f", power.mean());
  }
}
