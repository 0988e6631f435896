package org.attune.platform.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.ClassSecurityValidator;
import org.jspecify.annotations.Nullable;

/**
 * All event types this process knows: their schemas, topics and fingerprints. Thread-safe; learns
 * writers' schemas while running.
 *
 * <p>Bytes are Avro single-object encoding (Avro 1.12 specification, "Single-object encoding"): two
 * marker bytes, the CRC-64-AVRO fingerprint of the writer's schema, little-endian, then the body.
 */
public final class EventCatalog {
  static final byte MARKER_0 = (byte) 0xC3;
  static final byte MARKER_1 = (byte) 0x01;
  static final int HEADER_BYTES = 10;

  private static final Pattern GENERATED = Pattern.compile("org\\.attune\\.[a-z]+\\.v1");

  static {
    // Avro makes objects of trusted classes only; it does not know that ours are.
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), EventCatalog::isGenerated));
  }

  private final Map<String, EventType> byName;
  private final Map<Long, Schema> writers = new ConcurrentHashMap<>();

  /** By the writer's fingerprint: finding one at Avro costs as much as reading an event. */
  private final Map<Long, DatumReader<GenericRecord>> asWritten = new ConcurrentHashMap<>();

  private final Map<Reading, DatumReader<? extends SpecificRecordBase>> asGenerated =
      new ConcurrentHashMap<>();

  private record Reading(long writer, Class<? extends SpecificRecordBase> as) {}

  public EventCatalog(List<EventType> types) {
    var names = new java.util.TreeMap<String, EventType>();
    for (var type : types) {
      if (names.put(type.name(), type) != null) {
        throw new IllegalStateException("two events are called " + type.name());
      }
      learn(type.schema());
    }
    byName = Map.copyOf(names);
  }

  /** True for the classes generated of our schemas: {@code org.attune.<service>.v1}. */
  private static boolean isGenerated(Class<?> type) {
    return GENERATED.matcher(type.getPackageName()).matches()
        && (type.isEnum() || SpecificRecordBase.class.isAssignableFrom(type));
  }

  /** The catalog of the schemas on the class path. */
  public static EventCatalog standard() {
    return new EventCatalog(SchemaFiles.onClassPath());
  }

  /**
   * The type called {@code name}.
   *
   * @throws UndecodableEventException if there is none
   */
  public EventType type(String name) {
    var type = byName.get(name);
    if (type == null) throw new UndecodableEventException("no event is called " + name);
    return type;
  }

  /** All types, by name. */
  public List<EventType> types() {
    return byName.values().stream()
        .sorted(java.util.Comparator.comparing(EventType::name))
        .toList();
  }

  /** Remembers a writer's schema, so that its bytes can be read. */
  public void learn(Schema writer) {
    writers.put(SchemaNormalization.parsingFingerprint64(writer), writer);
  }

  /** The schema with this fingerprint, if it is known. */
  public @Nullable Schema writer(long fingerprint) {
    return writers.get(fingerprint);
  }

  /** The fingerprint in the header of {@code bytes}. */
  public static long fingerprint(byte[] bytes) {
    if (bytes.length < HEADER_BYTES || bytes[0] != MARKER_0 || bytes[1] != MARKER_1) {
      throw new UndecodableEventException("not a single-object encoding");
    }
    return ByteBuffer.wrap(bytes, 2, 8).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /** Decodes as a generated class, by the writer's schema found in the header. */
  public <T extends SpecificRecordBase> T read(byte[] bytes, Class<T> reader) {
    var datumReader =
        asGenerated.computeIfAbsent(
            new Reading(fingerprint(bytes), reader), _ -> generated(writerOf(bytes), reader));
    return reader.cast(decode(bytes, datumReader));
  }

  private static <T extends SpecificRecordBase> DatumReader<T> generated(
      Schema writer, Class<T> reader) {
    var data = SpecificData.getForClass(reader);
    return new SpecificDatumReader<>(writer, SpecificData.get().getSchema(reader), data);
  }

  /** Decodes as the writer wrote it. */
  public GenericRecord readGeneric(byte[] bytes) {
    var datumReader =
        asWritten.computeIfAbsent(
            fingerprint(bytes),
            _ -> {
              var writer = writerOf(bytes);
              return new GenericDatumReader<>(writer, writer, GenericData.get());
            });
    return decode(bytes, datumReader);
  }

  private Schema writerOf(byte[] bytes) {
    var writer = writers.get(fingerprint(bytes));
    if (writer == null) throw new UndecodableEventException("unknown schema fingerprint");
    return writer;
  }

  private static <T> T decode(byte[] bytes, DatumReader<T> reader) {
    try {
      var decoder =
          DecoderFactory.get()
              .binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null);
      return reader.read(null, decoder);
    } catch (IOException | RuntimeException e) {
      throw new UndecodableEventException("the body does not fit its schema", e);
    }
  }
}
