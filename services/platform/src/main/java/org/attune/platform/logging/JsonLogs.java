package org.attune.platform.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Where the lines of {@link JsonLayout} go. */
public final class JsonLogs {
  /** A file that reaches this is put aside. */
  static final long FILE_BYTES_MAX = 10L * 1024 * 1024;

  /** Files put aside; the oldest is deleted. */
  static final int FILES_MAX = 4;

  private JsonLogs() {}

  /** Makes standard output the log of {@code service}, alone in its process, and nothing else. */
  public static void toStandardOutput(String service) {
    var context = context();
    context.reset();
    var console = new ConsoleAppender<ILoggingEvent>();
    console.setEncoder(encoder(context, Optional.of(service)));
    console.setContext(context);
    console.start();
    root(context).setLevel(Level.WARN);
    context.getLogger("org.attune").setLevel(Level.INFO);
    root(context).addAppender(console);
  }

  /**
   * Writes everything that is logged into {@code file} too, until the answer is closed; at most
   * {@value #FILE_BYTES_MAX} bytes and {@value #FILES_MAX} files that were full.
   */
  public static AutoCloseable toFile(Path file) {
    var context = context();
    var appender = new RollingFileAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder(context, Optional.empty()));
    var rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(file + ".%i");
    rolling.setMinIndex(1);
    rolling.setMaxIndex(FILES_MAX);
    rolling.start();
    var full = new SizeBasedTriggeringPolicy<ILoggingEvent>();
    full.setContext(context);
    full.setMaxFileSize(new FileSize(FILE_BYTES_MAX));
    full.start();
    appender.setRollingPolicy(rolling);
    appender.setTriggeringPolicy(full);
    appender.start();
    root(context).addAppender(appender);
    return () -> stop(context, appender);
  }

  /** Says nothing more on the console called {@code name}; files go on. */
  public static void silence(String name) {
    root(context()).detachAppender(name);
  }

  private static void stop(LoggerContext context, Appender<ILoggingEvent> appender) {
    root(context).detachAppender(appender);
    appender.stop();
  }

  private static LayoutWrappingEncoder<ILoggingEvent> encoder(
      LoggerContext context, Optional<String> service) {
    var layout = new JsonLayout(service);
    layout.setContext(context);
    layout.start();
    var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }

  private static Logger root(LoggerContext context) {
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }
}
