package org.attune.platform.event;

import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * One kind of event.
 *
 * @param service owner, whose topic carries it
 * @param restricted true if its presence or content depends on the arm (DESIGN section 8)
 * @param fingerprint CRC-64-AVRO of the schema in its parsing canonical form
 */
public record EventType(String service, Schema schema, boolean restricted, long fingerprint) {
  /** A kind of event with the fingerprint of its schema. */
  public EventType(String service, Schema schema, boolean restricted) {
    this(service, schema, restricted, SchemaNormalization.parsingFingerprint64(schema));
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
