package org.attune.platform.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One event a line: {@code {"time","level","service","logger","thread","message"}}, and {@code
 * "failure"} where something was thrown.
 *
 * <p>Of a failure its classes and frames are written, never its message: that may quote what it
 * failed on, and so a participant.
 */
final class JsonLayout extends LayoutBase<ILoggingEvent> {
  static final int FRAMES_MAX = 40;
  static final int CAUSES_MAX = 5;

  private static final Pattern THREAD = Pattern.compile("attune-([a-z]+)-[a-z]+");
  private static final Pattern LOGGER =
      Pattern.compile("org\\.attune\\.(?!platform|standalone|testkit)([a-z]+)\\..*");

  private final Optional<String> service;

  /**
   * @param service whose process this is; empty where several share it
   */
  JsonLayout(Optional<String> service) {
    this.service = service;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    var json =
        new JsonObject()
            .put("time", event.getInstant().toString())
            .put("level", event.getLevel().toString())
            .put("service", service.or(() -> serviceOf(event)).orElse("platform"))
            .put("logger", event.getLoggerName())
            .put("thread", event.getThreadName())
            .put("message", event.getFormattedMessage());
    if (event.getThrowableProxy() != null) json.put("failure", failure(event.getThrowableProxy()));
    return json.encode() + "\n";
  }

  private static Optional<String> serviceOf(ILoggingEvent event) {
    var thread = THREAD.matcher(event.getThreadName());
    if (thread.matches()) return Optional.of(thread.group(1));
    var logger = LOGGER.matcher(event.getLoggerName());
    return logger.matches() ? Optional.of(logger.group(1)) : Optional.empty();
  }

  private static JsonArray failure(IThrowableProxy thrown) {
    var failures = new JsonArray();
    for (var one = thrown; one != null && failures.size() < CAUSES_MAX; one = one.getCause()) {
      var frames = new JsonArray();
      for (var frame : one.getStackTraceElementProxyArray()) {
        if (frames.size() == FRAMES_MAX) break;
        frames.add(frame.getStackTraceElement().toString());
      }
      failures.add(new JsonObject().put("class", one.getClassName()).put("frames", frames));
    }
    return failures;
  }
}
