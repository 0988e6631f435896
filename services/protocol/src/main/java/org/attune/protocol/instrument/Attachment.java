package org.attune.protocol.instrument;

import java.math.BigDecimal;
import java.util.Locale;
import org.attune.protocol.model.AttachmentRule;

/**
 * Derives an attachment style from anxiety and avoidance by the protocol's rule. The dimensions are
 * what is analysed; styles serve strata and tailoring.
 */
public final class Attachment {
  /** Rule: both dimensions against a declared cut. */
  public static final String QUADRANTS = "quadrants";

  /**
   * Rule: the largest of four linear functions, estimated on the ECR of 1998 and on no other form.
   */
  public static final String CLASSIFICATION_FUNCTIONS = "classification-functions";

  private Attachment() {}

  /** An attachment style; {@link #code} is its name in expressions and columns. */
  public enum Style {
    SECURE("3.2893296", "5.4725318", "11.5307833"),
    FEARFUL("7.2371075", "8.1776448", "32.3553266"),
    PREOCCUPIED("3.9246754", "9.7102446", "28.4573220"),
    DISMISSING("7.3654621", "4.9392039", "22.2281088");

    /**
     * Source: Brennan, Clark & Shaver 1998, in Simpson & Rholes (eds), classification functions.
     */
    private final BigDecimal perAvoidance;

    private final BigDecimal perAnxiety;
    private final BigDecimal less;

    Style(String perAvoidance, String perAnxiety, String less) {
      this.perAvoidance = new BigDecimal(perAvoidance);
      this.perAnxiety = new BigDecimal(perAnxiety);
      this.less = new BigDecimal(less);
    }

    /** {@code secure}, {@code preoccupied}, {@code dismissing} or {@code fearful}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    private BigDecimal function(BigDecimal anxiety, BigDecimal avoidance) {
      return perAvoidance.multiply(avoidance).add(perAnxiety.multiply(anxiety)).subtract(less);
    }
  }

  /**
   * The style of somebody with these dimensions, in the units of the scale.
   *
   * <p>Quadrants: secure is low on both, preoccupied high on anxiety only, dismissing high on
   * avoidance only, fearful high on both; a value equal to its cut counts as {@code at-cut} says.
   * Classification functions: the largest wins; of equal ones the first of {@link Style}.
   *
   * @throws IllegalArgumentException if the rule or its {@code at-cut} has no meaning here
   */
  public static Style classify(AttachmentRule rule, BigDecimal anxiety, BigDecimal avoidance) {
    return switch (rule.rule()) {
      case QUADRANTS ->
          quadrant(
              isHigh(anxiety, rule.anxietyCut(), rule.atCut()),
              isHigh(avoidance, rule.avoidanceCut(), rule.atCut()));
      case CLASSIFICATION_FUNCTIONS -> largest(anxiety, avoidance);
      default -> throw new IllegalArgumentException("no attachment rule " + rule.rule());
    };
  }

  /** As the other, for values that come as facts. */
  public static Style classify(AttachmentRule rule, double anxiety, double avoidance) {
    return classify(rule, BigDecimal.valueOf(anxiety), BigDecimal.valueOf(avoidance));
  }

  private static Style quadrant(boolean anxious, boolean avoidant) {
    if (anxious) return avoidant ? Style.FEARFUL : Style.PREOCCUPIED;
    return avoidant ? Style.DISMISSING : Style.SECURE;
  }

  private static boolean isHigh(BigDecimal value, double cut, String atCut) {
    boolean equalIsHigh =
        switch (atCut) {
          case "high" -> true;
          case "low" -> false;
          default -> throw new IllegalArgumentException("at-cut is low or high, not " + atCut);
        };
    int side = value.compareTo(BigDecimal.valueOf(cut));
    return side > 0 || (side == 0 && equalIsHigh);
  }

  private static Style largest(BigDecimal anxiety, BigDecimal avoidance) {
    var largest = Style.SECURE;
    for (var style : Style.values()) {
      var value = style.function(anxiety, avoidance);
      if (value.compareTo(largest.function(anxiety, avoidance)) > 0) largest = style;
    }
    return largest;
  }
}
