package org.attune.platform.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Domain events as Avro bytes and back, by name: a record's simple name is its schema, its
 * components are the fields (decision 0002). Domain records may use {@code String, UUID, Instant,
 * LocalDate, int, long, double, boolean}, enums, {@code Optional}, {@code List} and records of
 * these, and value records of one component, which stand for that component.
 */
public final class RecordCodec {
  private final EventCatalog catalog;

  public RecordCodec(EventCatalog catalog) {
    this.catalog = catalog;
  }

  /** The schema of an event. */
  public EventType type(Record event) {
    if (event instanceof Restricted(var inner)) return type(inner).asRestricted();
    return catalog.type(
        event instanceof NamedEvent named ? named.eventName() : event.getClass().getSimpleName());
  }

  /** True if an event of this name is a platform's report, of which a service has no record. */
  public boolean isReport(String name, Class<?> sealedType) {
    return catalog.type(name).staysAfterErasure()
        && Stream.of(sealedType.getPermittedSubclasses())
            .noneMatch(permitted -> permitted.getSimpleName().equals(name));
  }

  /**
   * Single-object encoding of an event, restricted or not.
   *
   * @throws IllegalStateException if the record does not fit its schema: our bug
   */
  public byte[] encode(Record given) {
    var event = Restricted.unwrapped(given);
    var type = type(event);
    var out = new ByteArrayOutputStream(256);
    var header = ByteBuffer.allocate(EventCatalog.HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put(EventCatalog.MARKER_0).put(EventCatalog.MARKER_1).putLong(type.fingerprint());
    out.writeBytes(header.array());
    try {
      var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new GenericDatumWriter<GenericRecord>(type.schema())
          .write(toAvro(type.schema(), event), encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw new IllegalStateException(type.name() + " does not fit its schema", e);
    }
    return out.toByteArray();
  }

  /**
   * The domain event in {@code bytes}, whose class is one of the permitted records of {@code
   * sealedType}. A field that the class does not have is left out.
   *
   * @throws UndecodableEventException if no permitted record has the name in the bytes
   */
  public <T> T decode(byte[] bytes, Class<T> sealedType) {
    var written = catalog.readGeneric(bytes);
    var name = written.getSchema().getName();
    for (var permitted : sealedType.getPermittedSubclasses()) {
      if (permitted.getSimpleName().equals(name)) {
        return sealedType.cast(toRecord(written, permitted));
      }
    }
    throw new UndecodableEventException(name + " is no " + sealedType.getSimpleName());
  }

  private static GenericRecord toAvro(Schema schema, Record value) {
    var record = new GenericData.Record(schema);
    for (var part : parts(value.getClass())) {
      var field = schema.getField(part.name());
      if (field == null) {
        throw new IllegalStateException(schema.getName() + " has no field " + part.name());
      }
      record.put(field.pos(), toAvro(field.schema(), part.read(value)));
    }
    for (var field : schema.getFields()) {
      if (record.get(field.pos()) == null
          && field.hasDefaultValue()
          && !isOptional(field.schema())) {
        record.put(field.pos(), GenericData.get().getDefaultValue(field));
      }
    }
    return record;
  }

  private static @Nullable Object toAvro(Schema schema, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Optional<?> optional -> toAvro(schema, optional.orElse(null));
      case Instant at -> ChronoUnit.MICROS.between(Instant.EPOCH, at);
      case LocalDate date -> (int) date.toEpochDay();
      case UUID id -> id.toString();
      case Enum<?> constant -> new GenericData.EnumSymbol(plain(schema), constant.name());
      case Collection<?> list -> {
        var items = new ArrayList<@Nullable Object>(list.size());
        for (var item : list) items.add(toAvro(plain(schema).getElementType(), item));
        yield items;
      }
      case Record nested when plain(schema).getType() == Schema.Type.RECORD ->
          toAvro(plain(schema), nested);
      case Record wrapper -> toAvro(schema, only(wrapper.getClass()).read(wrapper));
      default -> value;
    };
  }

  private static Record toRecord(GenericRecord written, Class<?> type) {
    var parts = parts(type);
    @Nullable Object[] values = new @Nullable Object[parts.size()];
    for (int i = 0; i < values.length; i++) {
      var field = written.getSchema().getField(parts.get(i).name());
      values[i] =
          fromAvro(field == null ? null : written.get(field.pos()), parts.get(i).genericType());
    }
    return construct(type, values);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static @Nullable Object fromAvro(@Nullable Object value, Type type) {
    if (type instanceof ParameterizedType generic) {
      var argument = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == Optional.class) {
        return Optional.ofNullable(value == null ? null : fromAvro(value, argument));
      }
      var items = new ArrayList<@Nullable Object>();
      if (value instanceof List<?> list) for (var item : list) items.add(fromAvro(item, argument));
      return java.util.Collections.unmodifiableList(items);
    }
    var raw = (Class<?>) type;
    if (value == null) return null;
    if (raw == String.class) return value.toString();
    if (raw == UUID.class) return UUID.fromString(value.toString());
    if (raw == Instant.class) return Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS);
    if (raw == LocalDate.class) return LocalDate.ofEpochDay((Integer) value);
    if (raw.isEnum()) return Enum.valueOf((Class<? extends Enum>) raw, value.toString());
    if (raw.isRecord()) {
      return value instanceof GenericRecord nested
          ? toRecord(nested, raw)
          : construct(raw, fromAvro(value, only(raw).genericType()));
    }
    return value;
  }

  private static Record construct(Class<?> type, @Nullable Object... values) {
    try {
      return (Record) SHAPES.get(type).constructor().newInstance(values);
    } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
      throw new UndecodableEventException("no " + type.getSimpleName() + " from these values", e);
    }
  }

  /** One component of a record class; looked up once, for looking up costs more than reading. */
  private record Part(String name, Type genericType, Method accessor) {
    static Part of(RecordComponent component) {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return new Part(component.getName(), component.getGenericType(), accessor);
    }

    @Nullable Object read(Record value) {
      try {
        return accessor.invoke(value);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException(name + " cannot be read", e);
      }
    }
  }

  private record Shape(List<Part> parts, Constructor<?> constructor) {}

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          var components = type.getRecordComponents();
          var types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
          try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return new Shape(Stream.of(components).map(Part::of).toList(), constructor);
          } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
          }
        }
      };

  private static List<Part> parts(Class<?> type) {
    return SHAPES.get(type).parts();
  }

  private static Part only(Class<?> wrapper) {
    var parts = parts(wrapper);
    if (parts.size() != 1) {
      throw new IllegalStateException(wrapper.getSimpleName() + " is no value type");
    }
    return parts.getFirst();
  }

  private static boolean isOptional(Schema schema) {
    return schema.getType() == Schema.Type.UNION;
  }

  private static Schema plain(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) return schema;
    for (var branch : schema.getTypes()) {
      if (branch.getType() != Schema.Type.NULL) return branch;
    }
    throw new IllegalStateException("a union of null alone");
  }
}
