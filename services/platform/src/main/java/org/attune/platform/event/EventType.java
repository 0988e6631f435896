package org.attune.platform.event;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * One kind of event.
 *
 * @param service owner, whose topic carries it
 * @param restricted true if its presence or content depends on the arm (DESIGN section 8)
 * @param either true if some of them are public and others {@link Restricted}, by what they are
 *     about
 * @param fingerprint CRC-64-AVRO of the schema in its parsing canonical form
 */
public record EventType(
    String service, Schema schema, boolean restricted, boolean either, long fingerprint) {
  /** A kind of event with the fingerprint of its schema, on one topic. */
  public EventType(String service, Schema schema, boolean restricted) {
    this(service, schema, restricted, false);
  }

  /** A kind of event with the fingerprint of its schema. */
  public EventType(String service, Schema schema, boolean restricted, boolean either) {
    this(service, schema, restricted, either, SchemaNormalization.parsingFingerprint64(schema));
  }

  /** The same kind as it is on each of its topics, the public one first. */
  public List<EventType> kinds() {
    return either ? List.of(this, asRestricted()) : List.of(this);
  }

  /**
   * The same kind as it is on a topic.
   *
   * @throws UndecodableEventException if it does not belong there
   */
  public EventType on(String topic) {
    for (var kind : kinds()) if (kind.topic().equals(topic)) return kind;
    throw new UndecodableEventException(name() + " does not belong on " + topic);
  }

  /**
   * The same kind where it tells the arm.
   *
   * @throws IllegalStateException if it never does: our bug
   */
  public EventType asRestricted() {
    if (restricted) return this;
    if (!either) throw new IllegalStateException(name() + " is public, whatever it is about");
    return new EventType(service, schema, true, false, fingerprint);
  }

  /** Simple name, for example {@code PromptAnswered}; unique over all services. */
  public String name() {
    return schema.getName();
  }

  public String topic() {
    return service + (restricted ? ".restricted.v1" : ".v1");
  }

  /** True if it says that a participant was erased, and so stays itself. */
  public boolean staysAfterErasure() {
    return Boolean.TRUE.equals(schema.getObjectProp("staysAfterErasure"));
  }
}
