package org.attune.standalone.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.attune.randomization.engine.Allocation.Chance;
import org.attune.randomization.engine.AllocationConfiguration;
import org.attune.randomization.engine.Commitment;
import org.attune.randomization.engine.ConfigurationText;
import org.attune.randomization.engine.Draw;
import org.attune.randomization.engine.DrawRecord;

/** What a package says of its allocations: {@code provenance/randomization.json}. */
final class RevealedRecord {
  private static final String FILE = "provenance/randomization.json";
  private static final Pattern EXACT = Pattern.compile("[0-9]{1,100}/[1-9][0-9]{0,99}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode json;

  private RevealedRecord(JsonNode json) {
    this.json = json;
  }

  /**
   * A draw, and whose it was.
   *
   * @param participant as exported; empty for the erased
   */
  record Drawn(DrawRecord draw, String participant) {}

  /**
   * Reads it.
   *
   * @param directory of a package
   * @throws UnreadablePackageException if there is none
   * @throws IllegalArgumentException if it is no JSON
   */
  static RevealedRecord read(Path directory) {
    var text =
        PackageFiles.needed(
            directory,
            FILE,
            "it is blinded, its seed is not revealed, or the study allocates nobody. Export it"
                + " unblinded after the database lock and the revelation of the seed.");
    try {
      return new RevealedRecord(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(FILE + " is not JSON", e);
    }
  }

  String study() {
    return text(json, "study");
  }

  /** {@value Draw#SEED_BYTES} bytes, as revealed. */
  byte[] seed() {
    return HexFormat.of().parseHex(text(json, "seed"));
  }

  /** Lower-case hex, as published. */
  String commitment() {
    return text(json, "commitment");
  }

  /** True if seed and configuration are those that were committed to. */
  boolean isCommitted() {
    return Commitment.of(seed(), text(json, "configuration")).equals(commitment());
  }

  /**
   * What was committed to.
   *
   * @throws IllegalArgumentException if it is no configuration
   */
  AllocationConfiguration configuration() {
    return ConfigurationText.read(text(json, "configuration"));
  }

  /**
   * Its draws by sequence.
   *
   * @throws IllegalArgumentException if one lacks something; the message says what
   */
  List<Drawn> draws() {
    var configuration = configuration();
    var draws = new ArrayList<Drawn>();
    for (var draw : json.path("draws")) {
      draws.add(new Drawn(draw(configuration, draw), text(draw, "participant")));
    }
    draws.sort(Comparator.comparingInt(drawn -> drawn.draw().sequence()));
    return draws;
  }

  private static DrawRecord draw(AllocationConfiguration configuration, JsonNode draw) {
    var stratum = text(draw, "stratum");
    var levels =
        configuration.strata().isEmpty()
            ? List.<String>of()
            : AllocationConfiguration.levels(stratum);
    var chances = new ArrayList<Chance>();
    for (var count : draw.path("counts")) chances.add(chance(count));
    return new DrawRecord(
        number(draw, "sequence").intValueExact(),
        levels,
        stratum,
        number(draw, "index").intValueExact(),
        text(draw, "arm"),
        number(draw, "blockNumber").intValueExact(),
        number(draw, "blockSize").intValueExact(),
        chances,
        text(draw, "draw"),
        number(draw, "attempt").intValueExact(),
        text(draw, "engineVersion"));
  }

  private static Chance chance(JsonNode count) {
    var numerator = number(count, "numerator");
    var denominator = number(count, "denominator");
    var exact = count.path("exact").asText("");
    if (EXACT.matcher(exact).matches()) {
      int slash = exact.indexOf('/');
      numerator = new BigInteger(exact.substring(0, slash));
      denominator = new BigInteger(exact.substring(slash + 1));
    }
    int before = number(count, "count").intValueExact();
    return new Chance(text(count, "arm"), before, numerator, denominator);
  }

  private static String text(JsonNode json, String field) {
    if (json.path(field).isTextual()) return json.path(field).textValue();
    throw new IllegalArgumentException(FILE + " has no text " + field);
  }

  private static BigInteger number(JsonNode json, String field) {
    if (json.path(field).isIntegralNumber()) return json.path(field).bigIntegerValue();
    throw new IllegalArgumentException(FILE + " has no whole number " + field);
  }
}
