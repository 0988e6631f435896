package org.attune.analytics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Message;
import org.attune.platform.event.Position;

/** Events of any schema with random values, and messages that carry them. All from one seed. */
public final class RandomEvents {
  private static final long MICROS_2027 = 1_798_761_600_000_000L;
  private static final long DAY_MICROS = 86_400_000_000L;

  private final Random random;

  public RandomEvents(long seed) {
    random = new Random(seed);
  }

  public GenericRecord of(Schema schema) {
    var record = new GenericData.Record(schema);
    for (var field : schema.getFields()) record.put(field.pos(), value(field.schema()));
    return record;
  }

  private Object value(Schema schema) {
    var logical = schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
    return switch (schema.getType()) {
      case RECORD -> of(schema);
      case ENUM -> {
        var symbols = schema.getEnumSymbols();
        yield new GenericData.EnumSymbol(schema, symbols.get(random.nextInt(symbols.size())));
      }
      case ARRAY -> {
        var list = new ArrayList<Object>();
        for (int i = random.nextInt(4); i > 0; i--) list.add(value(schema.getElementType()));
        yield list;
      }
      case UNION -> {
        var branch = schema.getTypes().get(random.nextInt(schema.getTypes().size()));
        yield branch.getType() == Schema.Type.NULL ? null : value(branch);
      }
      case STRING -> logical.equals("uuid") ? uuid().toString() : text();
      case INT -> logical.equals("date") ? 20_800 + random.nextInt(400) : random.nextInt();
      case LONG -> logical.isEmpty() ? random.nextLong() : micros();
      case DOUBLE -> random.nextGaussian() * 1e6;
      case FLOAT -> random.nextFloat();
      case BOOLEAN -> random.nextBoolean();
      case BYTES -> ByteBuffer.wrap(text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      case FIXED, MAP, NULL -> throw new IllegalArgumentException(schema.toString());
    };
  }

  private long micros() {
    return MICROS_2027 + (long) (random.nextDouble() * 300 * DAY_MICROS);
  }

  public UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private String text() {
    var alphabet = "abc,\"\n ñé日🙂\\\t";
    var text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(alphabet.codePoints().skip(random.nextInt(13)).findFirst().orElse('x'));
    }
    return text.toString();
  }

  /** The message that carries an event at a position. */
  public static Message message(
      EventCatalog catalog, Position position, GenericRecord event, Optional<Position> cause) {
    var participant = event.getSchema().getField("participantId");
    var key =
        new EventKey(
            event.get("study").toString(),
            participant == null ? "" : event.get(participant.pos()).toString());
    return new Message(
        catalog,
        position,
        key,
        new UUID(position.partition(), position.number()),
        event.getSchema().getName(),
        Instant.EPOCH.plus((Long) event.get("at"), ChronoUnit.MICROS),
        cause,
        encode(event));
  }

  private static byte[] encode(GenericRecord event) {
    var out = new ByteArrayOutputStream();
    var header = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0xC3).put((byte) 0x01);
    header.putLong(SchemaNormalization.parsingFingerprint64(event.getSchema()));
    out.writeBytes(header.array());
    try {
      var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new GenericDatumWriter<GenericRecord>(event.getSchema()).write(event, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Shuffled by the same seed. */
  public <T> List<T> shuffled(List<T> list) {
    var copy = new ArrayList<>(list);
    java.util.Collections.shuffle(copy, random);
    return copy;
  }
}
