package org.attune.protocol.bundle;

/** Reads a bundle's form: every error at once, and the protocol if nothing prevents it. */
public final class BundleReader {
  private BundleReader() {}

  /** Reads {@code bundle}; never throws for what an author can write in it. */
  public static BundleReading read(Bundle bundle) {
    return new Reading(bundle).result();
  }
}
