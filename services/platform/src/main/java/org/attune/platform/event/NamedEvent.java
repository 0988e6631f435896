package org.attune.platform.event;

/** An event record of several schemas that are alike: it says itself which of them it is. */
public interface NamedEvent {
  /** Simple name of the schema. */
  String eventName();
}
