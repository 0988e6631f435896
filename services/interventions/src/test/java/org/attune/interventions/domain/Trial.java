package org.attune.interventions.domain;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.attune.interventions.domain.CourseRules.Owner;
import org.attune.interventions.domain.Facts.Allocation;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.model.Programme;
import org.attune.protocol.model.Protocol;

/**
 * The trial of the example bundle, with self-guided sessions and in groups, and Ann in Madrid, who
 * was allocated on Monday 16 March 2026 to the arm whose programme runs for eight weeks: from 17
 * March to 11 May.
 */
public final class Trial {
  private static final String GROUPS =
      ", groups: {size: [4, 16], start-within: P14D, short: start}";
  private static final String SELF_GUIDED = "delivery: self-guided";
  private static final String IN_A_GROUP = "delivery: group";

  public static final Protocol PROTOCOL =
      changed(text -> text.replace(GROUPS, "").replace(IN_A_GROUP, SELF_GUIDED));
  public static final String STUDY = PROTOCOL.study();
  public static final Programme PROGRAMME = PROTOCOL.programmes().get("abct");
  public static final UUID ANN = new UUID(0x8000L, 0x8000_0000_0000_0001L);
  public static final Owner OWNER = new Owner(STUDY, ANN);
  public static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
  public static final Instant NOON = Instant.parse("2026-03-16T11:00:00Z");
  public static final Allocation WITH_PROGRAMME =
      new Allocation("abct", LocalDate.parse("2026-03-16"), 1);
  public static final Allocation WITHOUT = new Allocation("tau", LocalDate.parse("2026-03-16"), 1);

  /** Everybody reads the same. */
  public static final CourseRules.Choice UNTAILORED = _ -> Optional.empty();

  private Trial() {}

  /**
   * The self-guided trial whose first session has a gentler variant for whom it is meant.
   *
   * @param when the rule of the variant
   */
  public static Protocol tailored(String when) {
    var files =
        new TreeMap<>(
            bundle(text -> text.replace(GROUPS, "").replace(IN_A_GROUP, SELF_GUIDED)).files());
    files.compute(
        "interventions/abct/s1.yaml",
        (_, text) ->
            String.valueOf(text)
                .replaceFirst(
                    "parts:",
                    """
                    variants:
                      - id: gentler
                        when: "%s"
                        parts:
                          - {kind: text, title: {en: Slowly, es: Despacio}, text: {en: Less., es: Menos.}}
                    parts:\
                    """
                        .formatted(when)));
    return BundleReader.read(new Bundle(files)).protocol().orElseThrow();
  }

  /**
   * The trial in groups.
   *
   * @param most people a group takes; it is meant to have two at least
   * @param whenShort what a smaller one does after fourteen days
   */
  public static Protocol inGroups(int most, String whenShort) {
    var groups =
        ", groups: {size: [2, %d], start-within: P14D, short: %s}".formatted(most, whenShort);
    return changed(text -> text.replace(GROUPS, groups).replace(SELF_GUIDED, IN_A_GROUP));
  }

  private static Protocol changed(UnaryOperator<String> change) {
    return BundleReader.read(bundle(change)).protocol().orElseThrow();
  }

  private static Bundle bundle(UnaryOperator<String> change) {
    var files = new TreeMap<String, String>();
    Bundle.read(Path.of("../../docs/studies/abct-mbsr-tau"))
        .files()
        .forEach((name, text) -> files.put(name, change.apply(text)));
    return new Bundle(files);
  }
}
