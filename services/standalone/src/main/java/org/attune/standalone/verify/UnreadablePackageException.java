package org.attune.standalone.verify;

/**
 * A directory that holds no record of what is to be verified; the message says why, and what to do.
 */
public final class UnreadablePackageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadablePackageException(String sentence) {
    super(sentence);
  }
}
