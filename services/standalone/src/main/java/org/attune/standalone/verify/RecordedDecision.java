package org.attune.standalone.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.attune.protocol.decision.Chance;
import org.attune.protocol.decision.FallbackCause;
import org.attune.protocol.decision.Input;
import org.attune.protocol.decision.UnavailableReason;

/**
 * One decision as a package records it.
 *
 * @param id by which it was drawn
 * @param decision the same as exported
 * @param participant as exported
 * @param prompt as exported
 * @param reason why nothing could be given; empty if something could
 * @param proximalPrompt as exported
 * @param chances of every option; none if nothing was drawn
 * @param draw empty if there was none
 * @param option drawn; empty if none was
 * @param shown whether the device showed it
 */
record RecordedDecision(
    UUID id,
    String decision,
    String participant,
    String prompt,
    String point,
    String policyVersion,
    List<Input> inputs,
    boolean available,
    Optional<UnavailableReason> reason,
    Optional<String> proximalPrompt,
    List<Chance> chances,
    Optional<FallbackCause> fallback,
    OptionalDouble draw,
    Optional<String> option,
    boolean shown) {
  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it lacks something; the message says what
   */
  static RecordedDecision read(JsonNode json) {
    var inputs = new ArrayList<Input>();
    for (var input : json.path("inputs")) {
      inputs.add(new Input(text(input, "name"), maybe(input, "value")));
    }
    var chances = new ArrayList<Chance>();
    for (var chance : json.path("chances")) {
      var probability = BigDecimal.valueOf(chance.path("probability").doubleValue());
      chances.add(new Chance(text(chance, "option"), plain(probability)));
    }
    return new RecordedDecision(
        UUID.fromString(text(json, "id")),
        text(json, "decision"),
        text(json, "participant"),
        text(json, "prompt"),
        text(json, "point"),
        text(json, "policyVersion"),
        inputs,
        json.path("available").asBoolean(),
        maybe(json, "reason").map(UnavailableReason::valueOf),
        maybe(json, "proximalPrompt"),
        chances,
        maybe(json, "fallback").map(FallbackCause::valueOf),
        json.path("draw").isNumber()
            ? OptionalDouble.of(json.path("draw").doubleValue())
            : OptionalDouble.empty(),
        maybe(json, "option"),
        json.path("shown").asBoolean());
  }

  /** Version of the protocol it was decided by. */
  int protocolVersion() {
    return Integer.parseInt(policyVersion.substring(0, policyVersion.indexOf(':')));
  }

  private static BigDecimal plain(BigDecimal number) {
    return new BigDecimal(number.stripTrailingZeros().toPlainString());
  }

  private static Optional<String> maybe(JsonNode json, String field) {
    return json.path(field).isTextual()
        ? Optional.of(json.path(field).textValue())
        : Optional.empty();
  }

  private static String text(JsonNode json, String field) {
    return maybe(json, field)
        .orElseThrow(() -> new IllegalArgumentException("a decision has no text " + field));
  }
}
