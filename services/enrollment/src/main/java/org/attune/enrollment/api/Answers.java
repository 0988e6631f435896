package org.attune.enrollment.api;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.function.Consumer;
import org.attune.enrollment.command.Carried;
import org.attune.enrollment.domain.Decision.Accepted;
import org.attune.enrollment.domain.Decision.Refused;
import org.attune.enrollment.domain.EnrollmentState;
import org.attune.platform.http.Answer;

/** Decisions as answers. */
final class Answers {
  private Answers() {}

  /** Where the participant stands after a command, or why not. */
  static Answer of(Carried carried) {
    return of(carried, _ -> {});
  }

  /** The same, with more to say when it was accepted. */
  static Answer of(Carried carried, Consumer<JsonObject> more) {
    return switch (carried.decision()) {
      case Accepted _ -> {
        var body = new JsonObject().put("stage", stage(carried.state()));
        more.accept(body);
        yield Answer.ok(body);
      }
      case Refused refused -> of(refused);
    };
  }

  static Answer of(Refused refused) {
    return Answer.refused(refused.reason(), refused.detail());
  }

  static String stage(EnrollmentState state) {
    return state.stage().map(Answers::lower).orElse("unknown");
  }

  /** {@code NO_CHANNEL} as {@code no-channel}. */
  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
