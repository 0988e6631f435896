package org.attune.protocol.bundle;

/** The files are no bundle at all, so that there is nothing to report a place in. */
public final class UnusableBundleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param sentence what is wrong and what to do
   */
  public UnusableBundleException(String sentence) {
    super(sentence);
  }
}
