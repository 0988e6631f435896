package org.attune.interventions.domain;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.attune.interventions.domain.CourseRules.Owner;
import org.attune.interventions.domain.Facts.Allocation;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.model.Programme;
import org.attune.protocol.model.Protocol;

/**
 * The trial of the example bundle, and Ann in Madrid, who was allocated on Monday 16 March 2026 to
 * the arm whose programme runs for eight weeks: from 17 March to 11 May.
 */
public final class Trial {
  public static final Protocol PROTOCOL =
      BundleReader.read(Bundle.read(Path.of("../../docs/studies/abct-mbsr-tau")))
          .protocol()
          .orElseThrow();
  public static final String STUDY = PROTOCOL.study();
  public static final Programme PROGRAMME = PROTOCOL.programmes().get("abct");
  public static final UUID ANN = new UUID(0x8000L, 0x8000_0000_0000_0001L);
  public static final Owner OWNER = new Owner(STUDY, ANN);
  public static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
  public static final Instant NOON = Instant.parse("2026-03-16T11:00:00Z");
  public static final Allocation WITH_PROGRAMME =
      new Allocation("abct", LocalDate.parse("2026-03-16"), 1);
  public static final Allocation WITHOUT = new Allocation("tau", LocalDate.parse("2026-03-16"), 1);

  private Trial() {}
}
