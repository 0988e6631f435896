package org.attune.standalone.platform;

/** The platform cannot run here, and the person who started it can do something about it. */
public final class PlatformException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param sentence one clear sentence: what is in the way, and what to do
   */
  public PlatformException(String sentence) {
    super(sentence);
  }

  public PlatformException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
