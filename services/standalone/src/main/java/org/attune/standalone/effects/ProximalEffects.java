package org.attune.standalone.effects;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.protocol.model.DecisionPoint;
import org.attune.protocol.model.Protocol;

/**
 * Estimates what options of decision points do to their proximal outcomes, from the tables of a
 * dataset package alone: the marginal excursion effect of each option against doing nothing, by
 * weighted and centred least squares over the available decisions whose outcome was measured.
 *
 * <p>Each decision has the weight p̃(option drawn) ÷ p(option drawn), p being the probability it
 * was drawn with and p̃ its mean over these decisions; indicators of options are centred at p̃. The
 * control variables are a constant and the same item at the decision itself.
 *
 * @see <a href="https://doi.org/10.1080/01621459.2017.1305274">Boruvka, Almirall, Witkiewitz and
 *     Murphy 2018, JASA 113:1112-1121</a>
 */
public final class ProximalEffects {
  /** Columns before those of the options: a constant, and the item at the decision. */
  private static final int CONTROLS = 2;

  /** Says what was planted. */
  @FunctionalInterface
  public interface Planted {
    double difference(String point, String option);
  }

  /**
   * One available decision whose outcome was measured.
   *
   * @param before the item at the decision
   * @param outcome the item at the next prompt
   * @param probabilities of every option
   */
  public record Moment(
      String participant,
      String option,
      double before,
      double outcome,
      SortedMap<String, Double> probabilities) {}

  private ProximalEffects() {}

  /**
   * Every option of every decision point against doing nothing, in the order of the protocol.
   *
   * @param packageDirectory an unblinded dataset package
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static List<EstimatedEffect> estimate(
      Path packageDirectory, Protocol protocol, Planted planted) {
    var effects = new ArrayList<EstimatedEffect>();
    for (var point : protocol.microRandomization()) {
      var item = protocol.column(point.proximal().item());
      effects.addAll(of(point, moments(packageDirectory, point, item), planted));
    }
    return effects;
  }

  /** The options of one decision point, by name. */
  public static List<EstimatedEffect> of(
      DecisionPoint point, List<Moment> moments, Planted planted) {
    var options = point.names().stream().filter(option -> !option.equals(DecisionPoint.NONE));
    var active = options.toList();
    var fit = CentredFit.of(people(active, moments));
    var effects = new ArrayList<EstimatedEffect>();
    for (int k = 0; k < active.size(); k++) {
      int column = CONTROLS + k;
      effects.add(
          new EstimatedEffect(
              point.proximal().item(),
              point.id(),
              active.get(k),
              DecisionPoint.NONE,
              planted.difference(point.id(), active.get(k)),
              fit.map(found -> found.coefficient(column))));
    }
    return effects;
  }

  private static List<CentredFit.Person> people(List<String> active, List<Moment> moments) {
    var means = means(moments);
    var byPerson = new TreeMap<String, List<Moment>>();
    for (var moment : moments) {
      byPerson.computeIfAbsent(moment.participant(), _ -> new ArrayList<>()).add(moment);
    }
    return byPerson.values().stream().map(own -> person(active, own, means)).toList();
  }

  private static CentredFit.Person person(
      List<String> active, List<Moment> own, Map<String, Double> means) {
    var outcomes = new double[own.size()];
    var design = new double[own.size()][];
    var weights = new double[own.size()];
    for (int i = 0; i < own.size(); i++) {
      var moment = own.get(i);
      outcomes[i] = moment.outcome();
      weights[i] = of(means, moment.option()) / of(moment.probabilities(), moment.option());
      var row = new double[CONTROLS + active.size()];
      row[0] = 1;
      row[1] = moment.before();
      for (int k = 0; k < active.size(); k++) {
        double given = moment.option().equals(active.get(k)) ? 1 : 0;
        row[CONTROLS + k] = given - of(means, active.get(k));
      }
      design[i] = row;
    }
    return new CentredFit.Person(outcomes, design, weights);
  }

  /** Mean probability of each option over the moments. */
  private static Map<String, Double> means(List<Moment> moments) {
    var means = new TreeMap<String, Double>();
    for (var moment : moments) {
      moment
          .probabilities()
          .forEach((option, p) -> means.merge(option, p / moments.size(), Double::sum));
    }
    return means;
  }

  private static double of(Map<String, Double> probabilities, String option) {
    return probabilities.getOrDefault(option, 0.0);
  }

  private static List<Moment> moments(Path directory, DecisionPoint point, String item) {
    var probabilities = new HashMap<String, SortedMap<String, Double>>();
    for (var row : PackageTable.rows(directory, "decision_options")) {
      probabilities
          .computeIfAbsent(row.getField("decision_id"), _ -> new TreeMap<>())
          .put(row.getField("option"), number(row.getField("probability")).orElseThrow());
    }
    var before = new HashMap<String, Double>();
    for (var row : PackageTable.rows(directory, "ema_items")) {
      if (!row.getField("item_code").equals(item)) continue;
      number(row.getField("value_num"))
          .ifPresent(value -> before.put(row.getField("prompt_id"), value));
    }
    var moments = new ArrayList<Moment>();
    for (var row : PackageTable.rows(directory, "decisions")) {
      if (!row.getField("point_id").equals(point.id())) continue;
      moment(row, before, probabilities).ifPresent(moments::add);
    }
    return moments;
  }

  private static Optional<Moment> moment(
      NamedCsvRecord row,
      Map<String, Double> before,
      Map<String, SortedMap<String, Double>> probabilities) {
    var drawnBy = probabilities.get(row.getField("decision_id"));
    var earlier = before.get(row.getField("prompt_id"));
    var outcome = number(row.getField("outcome"));
    if (drawnBy == null || earlier == null || outcome.isEmpty()) return Optional.empty();
    return Optional.of(
        new Moment(
            row.getField("participant_id"),
            row.getField("action"),
            earlier,
            outcome.get(),
            drawnBy));
  }

  private static Optional<Double> number(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Double.valueOf(text));
  }
}
