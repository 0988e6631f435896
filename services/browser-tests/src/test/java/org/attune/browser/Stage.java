package org.attune.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attune.testkit.backend.Directories;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The browser and the platform with its open study. Classes that leave that study as it is share
 * one of each, which ends with the last test; every test comes with a phone and people of its own.
 */
final class Stage implements BeforeAllCallback {
  private static final Namespace HERE = Namespace.create(Stage.class);

  private final boolean shared;
  private Scene scene;

  private Stage(boolean shared) {
    this.shared = shared;
  }

  /** For tests that leave the study as it is, or open one of their own and change that. */
  static Stage shared() {
    return new Stage(true);
  }

  /** For tests that change the study itself, or look into the whole browser. */
  static Stage ofItsOwn() {
    return new Stage(false);
  }

  /** What is started once. */
  private static final class Scene implements AutoCloseable {
    private final Chromium chromium = Chromium.start();
    private final Path directory = newDirectory();
    private final OpenStudy study = new OpenStudy(directory);

    private static Path newDirectory() {
      try {
        return Files.createTempDirectory("attune-browser-");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      chromium.close();
      study.close();
      Directories.delete(directory);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    var store = (shared ? context.getRoot() : context).getStore(HERE);
    scene = store.computeIfAbsent(Scene.class, _ -> new Scene(), Scene.class);
  }

  Chromium chromium() {
    return scene.chromium;
  }

  OpenStudy study() {
    return scene.study;
  }
}
