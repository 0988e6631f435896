package org.attune.standalone.platform;

import java.nio.file.Path;

/**
 * How to run the platform.
 *
 * @param port of everything people and programs use, on 127.0.0.1; 0 for any free one
 */
public record PlatformOptions(Path dataDirectory, PlatformKind kind, int port) {}
