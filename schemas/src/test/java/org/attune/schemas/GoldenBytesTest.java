package org.attune.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes that a released version wrote are kept for ever and read by today's schemas; today's bytes
 * are read by the released ones. {@code -Dgolden=write} writes the bytes of the released schemas;
 * once something is released for real, only for events that have none.
 *
 * <p>A golden file has two lines: the single-object encoding in hexadecimal, and what is in it.
 */
class GoldenBytesTest {
  private static final Path GOLDEN = Path.of("src/test/golden/v1");
  private static final GenericData DATA = new GenericData();

  static Stream<String> released() {
    return SchemaDirectory.files(SchemaDirectory.RELEASED).keySet().stream();
  }

  private static Schema released(String event) {
    return SchemaDirectory.parse(SchemaDirectory.RELEASED.resolve(event + ".avsc"));
  }

  private static Schema head(String event) {
    return SchemaDirectory.parse(SchemaDirectory.HEAD.resolve(event + ".avsc"));
  }

  private static byte[] encode(Schema writer) throws IOException {
    var buffer = new BinaryMessageEncoder<GenericRecord>(DATA, writer).encode(Samples.of(writer));
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static GenericRecord decode(byte[] bytes, Schema writer, Schema reader)
      throws IOException {
    var decoder = new BinaryMessageDecoder<GenericRecord>(DATA, reader);
    decoder.addSchema(writer);
    return decoder.decode(ByteBuffer.wrap(bytes));
  }

  private static void write(String event) throws IOException {
    var file = GOLDEN.resolve(event + ".txt");
    Files.createDirectories(file.getParent());
    var writer = released(event);
    var bytes = encode(writer);
    Files.writeString(
        file, HexFormat.of().formatHex(bytes) + "\n" + decode(bytes, writer, writer) + "\n");
  }

  @ParameterizedTest
  @MethodSource("released")
  void what_a_released_version_wrote_is_read_today(String event) throws IOException {
    if ("write".equals(System.getProperty("golden"))) write(event);
    var lines = Files.readAllLines(GOLDEN.resolve(event + ".txt"));
    var bytes = HexFormat.of().parseHex(lines.getFirst());
    var writer = released(event);
    assertThat(decode(bytes, writer, writer).toString()).isEqualTo(lines.get(1));
    var today = decode(bytes, writer, head(event));
    var then = decode(bytes, writer, writer);
    for (var field : writer.getFields()) {
      assertThat(String.valueOf(today.get(field.name())))
          .as(event + "." + field.name())
          .isEqualTo(String.valueOf(then.get(field.name())));
    }
  }

  @ParameterizedTest
  @MethodSource("released")
  void what_is_written_today_is_read_by_a_released_version(String event) throws IOException {
    var bytes = encode(head(event));
    var read = decode(bytes, head(event), released(event));
    assertThat(read.get("study")).hasToString(Samples.of(head(event)).get("study").toString());
  }

  @Test
  void the_same_record_gives_the_same_bytes() throws IOException {
    var schema = head("ema/PromptsPlanned");
    assertThat(encode(schema)).isEqualTo(encode(schema));
  }
}
