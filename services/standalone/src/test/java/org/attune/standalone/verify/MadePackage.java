package org.attune.standalone.verify;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.platform.entropy.Digests;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.randomization.engine.AllocationConfiguration;
import org.attune.randomization.engine.AllocationConfiguration.ArmShare;
import org.attune.randomization.engine.AllocationConfiguration.Factor;
import org.attune.randomization.engine.Commitment;
import org.attune.randomization.engine.ConfigurationText;
import org.attune.randomization.engine.ListedPlace;
import org.attune.randomization.engine.StudyList;

/** What a package holds of its allocations, to be changed before it is written. */
final class MadePackage {
  static final int ALLOCATIONS = 40;

  private static final Instant FIRST = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> COLUMNS =
      List.of(
          "participant_id",
          "arm_code",
          "stratum",
          "stratum_index",
          "sequence_no",
          "block_number",
          "block_size",
          "list_hash",
          "allocated_at_utc");

  /** Ways of allocation, each with its own configuration. */
  enum Method {
    BLOCKS,
    SIMPLE,
    BIG_STICK,
    MAXIMAL,
    URN,
    MINIMISATION,
    CLUSTERS,
    LIST
  }

  private final boolean strata;
  private final JsonObject record = new JsonObject();
  private final List<Map<String, String>> table = new ArrayList<>();

  private MadePackage(AllocationConfiguration configuration) {
    strata = configuration.strata().size() > 1;
    byte[] seed = seed(7);
    record
        .put("study", configuration.study())
        .put("seed", HexFormat.of().formatHex(seed))
        .put("configuration", ConfigurationText.write(configuration))
        .put("commitment", Commitment.of(seed, configuration));
    draw(seed, configuration);
  }

  static MadePackage of(Method method) {
    return new MadePackage(configuration(method));
  }

  private static byte[] seed(long number) {
    return new SeededEntropy(number).bytes("allocation-seed", "made", 32);
  }

  private static AllocationConfiguration configuration(Method method) {
    var sites = new Factor("site", List.of());
    var both = List.of(sites, new Factor("style", List.of("secure", "insecure")));
    var pair = List.of(new ArmShare("a", 1), new ArmShare("b", 1));
    var three = List.of(new ArmShare("a", 2), new ArmShare("b", 1), new ArmShare("c", 1));
    return switch (method) {
      case BLOCKS ->
          AllocationConfiguration.ofBlocks(
              "made", 1, "stratified-blocks", three, List.of(4, 8), both);
      case SIMPLE -> other("simple", three, List.of(), List.of(), Map.of());
      case BIG_STICK -> other("big-stick", pair, List.of(), both, Map.of("mti", "2"));
      case MAXIMAL ->
          other(
              "maximal",
              pair,
              List.of(),
              both,
              Map.of("mti", "3", "length", "80", "when-exhausted", "again"));
      case URN -> other("block-urn", three, List.of(8), both, Map.of());
      case MINIMISATION ->
          other(
              "minimisation",
              three,
              List.of(),
              both,
              Map.of("p", "4/5", "imbalance", "standard-deviation"));
      case CLUSTERS -> clusters(pair, sites);
      case LIST -> listed(pair, both);
    };
  }

  private static AllocationConfiguration other(
      String method,
      List<ArmShare> arms,
      List<Integer> sizes,
      List<Factor> strata,
      Map<String, String> settings) {
    return new AllocationConfiguration(
            "made",
            1,
            method,
            arms,
            sizes,
            strata,
            settings,
            List.of(),
            Optional.empty(),
            AllocationConfiguration.DESIGNS_ENGINE)
        .checked();
  }

  private static AllocationConfiguration clusters(List<ArmShare> arms, Factor sites) {
    return new AllocationConfiguration(
            "made",
            1,
            "big-stick",
            arms,
            List.of(),
            List.of(sites),
            Map.of("mti", "2"),
            List.of(),
            Optional.of("site"),
            AllocationConfiguration.DESIGNS_ENGINE)
        .checked();
  }

  private static AllocationConfiguration listed(List<ArmShare> arms, List<Factor> strata) {
    var places = new ArrayList<ListedPlace>();
    for (int i = 0; i < 4 * ALLOCATIONS; i++) {
      places.add(new ListedPlace((i * 7 / 3) % 2 == 0 ? "a" : "b", stratum(i, strata.size())));
    }
    return new AllocationConfiguration(
            "made",
            1,
            "list",
            arms,
            List.of(),
            strata,
            Map.of("when-exhausted", "wait"),
            places,
            Optional.empty(),
            AllocationConfiguration.DESIGNS_ENGINE)
        .checked();
  }

  /** Sites take turns; of three participants one is secure. */
  private static String stratum(int ordinal, int factors) {
    var site = "s" + (1 + ordinal % 2);
    return switch (factors) {
      case 0 -> "";
      case 1 -> "s" + (1 + ordinal % 5);
      default -> site + "|" + (ordinal % 3 == 0 ? "secure" : "insecure");
    };
  }

  private void draw(byte[] seed, AllocationConfiguration configuration) {
    var list = new StudyList(seed, configuration);
    var draws = new JsonArray();
    table.clear();
    for (int i = 0; i < ALLOCATIONS; i++) {
      var stratum = stratum(i, configuration.strata().size());
      var place = list.next(stratum).orElseThrow();
      var counts = new JsonArray();
      for (var chance : place.chances()) {
        boolean fits = chance.denominator().bitLength() < Long.SIZE;
        counts.add(
            new JsonObject()
                .put("arm", chance.arm())
                .put("count", chance.count())
                .put("numerator", chance.numerator().longValue())
                .put("denominator", chance.denominator().longValue())
                .put("exact", fits ? null : chance.numerator() + "/" + chance.denominator()));
      }
      draws.add(
          new JsonObject()
              .put("sequence", i)
              .put("participant", "p" + i)
              .put("stratum", stratum)
              .put("index", place.index())
              .put("blockNumber", place.blockNumber())
              .put("blockSize", place.blockSize())
              .put("counts", counts)
              .put("draw", place.draw())
              .put("attempt", place.attempt())
              .put("arm", place.arm())
              .put("engineVersion", configuration.engineVersion()));
      table.add(row(draws.getJsonObject(i)));
    }
    record.put("draws", draws);
  }

  private Map<String, String> row(JsonObject draw) {
    var row = new LinkedHashMap<String, String>();
    row.put("participant_id", draw.getString("participant"));
    row.put("arm_code", draw.getString("arm"));
    row.put("stratum", draw.getString("stratum"));
    row.put("stratum_index", draw.getInteger("index").toString());
    row.put("sequence_no", draw.getInteger("sequence").toString());
    row.put("block_number", draw.getInteger("blockNumber").toString());
    row.put("block_size", draw.getInteger("blockSize").toString());
    row.put("list_hash", record.getString("commitment"));
    row.put("allocated_at_utc", FIRST.plusSeconds(60L * draw.getInteger("sequence")).toString());
    return row;
  }

  boolean hasStrata() {
    return strata;
  }

  String otherStratum(String stratum) {
    return stratum.startsWith("s1") ? "s2" + stratum.substring(2) : "s1" + stratum.substring(2);
  }

  JsonObject draw(int sequence) {
    return record.getJsonArray("draws").getJsonObject(sequence);
  }

  int nextOfAnotherArm(int sequence) {
    int other = sequence + 1;
    while (draw(other).getString("arm").equals(draw(sequence).getString("arm"))) other++;
    return other;
  }

  void exchange(String field, int one, int other) {
    var kept = draw(one).getValue(field);
    draw(one).put(field, draw(other).getValue(field));
    draw(other).put(field, kept);
  }

  void exchangeInTable(String column, int one, int other) {
    var kept = table.get(one).get(column);
    changeTable(column, one, table.get(other).get(column));
    changeTable(column, other, kept);
  }

  void changeTable(String column, int sequence, String value) {
    table.get(sequence).put(column, value);
  }

  void remove(int sequence) {
    record.getJsonArray("draws").remove(sequence);
  }

  /** As if somebody had drawn until they liked the arm. */
  void redraw(int sequence) {
    draw(sequence).put("attempt", 1).put("draw", "00".repeat(32));
  }

  String configuration() {
    return record.getString("configuration");
  }

  void configuration(String text) {
    record.put("configuration", text);
  }

  String commitment() {
    return record.getString("commitment");
  }

  void forgeSeed() {
    record.put("seed", HexFormat.of().formatHex(seed(8)));
  }

  void commitAgain() {
    var configuration = ConfigurationText.read(configuration());
    var seed = HexFormat.of().parseHex(record.getString("seed"));
    record.put("commitment", Commitment.of(seed, configuration));
  }

  void drawAllAgain() {
    var seed = HexFormat.of().parseHex(record.getString("seed"));
    draw(seed, ConfigurationText.read(configuration()));
  }

  /** Writes it, with the hashes that its files have. */
  Path write(Path directory) {
    try {
      Files.createDirectories(directory.resolve("data"));
      Files.createDirectories(directory.resolve("provenance"));
      Files.writeString(directory.resolve("datapackage.json"), "{}");
      Files.writeString(directory.resolve("data/other.csv"), "a\n1\n");
      var csv = new StringBuilder(String.join(",", COLUMNS)).append("\n");
      for (var row : table) {
        csv.append(String.join(",", COLUMNS.stream().map(row::get).toList())).append("\n");
      }
      Files.writeString(directory.resolve("data/study-made_description-allocations_data.csv"), csv);
      Files.writeString(directory.resolve("provenance/randomization.json"), record.encode());
      write(
          directory,
          "checksums.sha256",
          "data/other.csv",
          "data/study-made_description-allocations_data.csv");
      write(directory, "provenance/files.sha256", "provenance/randomization.json");
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path directory, String list, String... files) throws IOException {
    var lines = new StringBuilder();
    for (var file : files) {
      var hash = Digests.sha256(Files.readAllBytes(directory.resolve(file)));
      lines.append(HexFormat.of().formatHex(hash)).append("  ").append(file).append("\n");
    }
    Files.writeString(directory.resolve(list), lines);
  }
}
