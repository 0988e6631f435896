package org.attune.platform.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.Map;
import org.attune.platform.token.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who configures a service alone hears of every mistake at once, by the variable's name. */
class EnvironmentTest {
  private static final KeyPair KEYS = Tokens.newKeyPair();

  private static Map<String, String> complete() {
    var key = Tokens.write(KEYS.getPublic());
    var variables = new HashMap<String, String>();
    variables.put("ATTUNE_DATABASE_URL", "jdbc:postgresql://127.0.0.1:5432/attune");
    variables.put("ATTUNE_DATABASE_PASSWORD", "hush");
    variables.put("ATTUNE_KAFKA", "127.0.0.1:9092");
    variables.put("ATTUNE_PLATFORM_URL", "https://trial.example.org/");
    variables.put("ATTUNE_SIGNING_KEY", Tokens.write(KEYS.getPrivate()));
    variables.put("ATTUNE_TRUSTED_KEYS", "admin=%s, enrollment=%s,ema=%s".formatted(key, key, key));
    return variables;
  }

  private static Environment.Alone read(Map<String, String> variables) {
    return new Environment(variables).read("ema");
  }

  @Test
  void what_is_not_said_has_a_default() {
    var alone = read(complete());
    assertThat(alone.listen()).isEqualTo("0.0.0.0");
    assertThat(alone.waitSeconds()).isEqualTo(120);
    var config = alone.service();
    assertThat(config.httpPort()).isEqualTo(8080);
    assertThat(config.managementPort()).isEqualTo(9090);
    assertThat(config.database().role()).isEqualTo("attune_ema");
    assertThat(config.trustedKeys()).containsOnlyKeys("admin", "enrollment", "ema");
  }

  @Test
  void deliveries_go_to_the_public_address_unless_another_is_said() {
    assertThat(read(complete()).service().deliveryUrl()).isEqualTo("https://trial.example.org");
    var variables = complete();
    variables.put("ATTUNE_DELIVERY_URL", "http://enrollment:8102");
    var config = read(variables).service();
    assertThat(config.deliveryUrl()).isEqualTo("http://enrollment:8102");
    assertThat(config.platformUrl()).isEqualTo("https://trial.example.org");
  }

  @Test
  void what_a_service_was_configured_with_configures_another_process_alike() {
    var variables = complete();
    variables.put("ATTUNE_DELIVERY_URL", "http://enrollment:8102");
    variables.put("ATTUNE_DATABASE_ROLE", "somebody");
    var config = read(variables).service().onPorts(8104, 9104).deliveringTo("http://there:1");
    assertThat(config.httpPort()).isEqualTo(8104);
    assertThat(config.managementPort()).isEqualTo(9104);
    assertThat(config.deliveryUrl()).isEqualTo("http://there:1");
    assertThat(config.database().role()).isEqualTo("somebody");
    assertThat(read(config.environment()).service()).isEqualTo(config);
  }

  @Test
  void a_broker_that_asks_gets_the_service_and_its_password() {
    var variables = complete();
    assertThat(read(variables).service().kafka().security()).isEmpty();
    variables.put("ATTUNE_KAFKA_PASSWORD", "hu\"sh");
    var config = read(variables).service();
    assertThat(config.kafka().security())
        .containsEntry("security.protocol", "SASL_PLAINTEXT")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .extractingByKey("sasl.jaas.config")
        .asString()
        .endsWith(" username=\"ema\" password=\"hu\\\"sh\";");
    assertThat(config.toString()).contains("127.0.0.1:9092").doesNotContain("hu");
  }

  @Test
  void a_file_adds_to_how_the_broker_is_asked(@TempDir Path directory) throws IOException {
    var file = directory.resolve("tls.properties");
    Files.writeString(file, "security.protocol=SASL_SSL\nssl.truststore.type=PEM\n");
    var variables = complete();
    variables.put("ATTUNE_KAFKA_PASSWORD", "hush");
    variables.put("ATTUNE_KAFKA_SECURITY_FILE", file.toString());
    assertThat(read(variables).service().kafka().security())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("ssl.truststore.type", "PEM")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512");
  }

  @Test
  void a_file_that_sets_anything_else_or_is_not_there_is_refused(@TempDir Path directory)
      throws IOException {
    var file = directory.resolve("all.properties");
    Files.writeString(file, "acks=0\n");
    var variables = complete();
    variables.put("ATTUNE_KAFKA_SECURITY_FILE", file.toString());
    assertThatThrownBy(() -> read(variables))
        .hasMessageContaining(
            "ATTUNE_KAFKA_SECURITY_FILE does not fit: 'acks' is no setting of security");
    variables.put("ATTUNE_KAFKA_SECURITY_FILE", directory.resolve("none").toString());
    assertThatThrownBy(() -> read(variables))
        .hasMessageContaining("ATTUNE_KAFKA_SECURITY_FILE cannot be read");
  }

  @Test
  void all_that_is_missing_is_said_together() {
    assertThatThrownBy(
            () -> read(Map.of("ATTUNE_KAFKA", "127.0.0.1:9092", "ATTUNE_SIGNING_KEY", " ")))
        .isInstanceOf(StartRefusedException.class)
        .hasMessage(
            "ATTUNE_DATABASE_URL is not set; ATTUNE_DATABASE_PASSWORD is not set;"
                + " ATTUNE_PLATFORM_URL is not set; ATTUNE_SIGNING_KEY is not set;"
                + " ATTUNE_TRUSTED_KEYS is not set (docs/configuration.md).");
  }

  @Test
  void what_does_not_fit_is_said_by_name_and_never_by_a_secret_value() {
    var variables = complete();
    variables.put("ATTUNE_DATABASE_URL", "postgres://127.0.0.1/attune");
    variables.put("ATTUNE_HTTP_PORT", "70000");
    variables.put("ATTUNE_POOL_SIZE", "many");
    variables.put("ATTUNE_PLATFORM_URL", "trial.example.org");
    variables.put("ATTUNE_SIGNING_KEY", "c2VjcmV0");
    variables.put("ATTUNE_TRUSTED_KEYS", "admin=" + Tokens.write(KEYS.getPublic()));
    assertThatThrownBy(() -> read(variables))
        .hasMessage(
            "ATTUNE_DATABASE_URL does not fit: it has the form"
                + " jdbc:postgresql://host:port/database; ATTUNE_POOL_SIZE must be a whole number"
                + " from 1 to 64; ATTUNE_HTTP_PORT must be a whole number from 0 to 65535;"
                + " ATTUNE_PLATFORM_URL does not fit: it has the form http://host:port;"
                + " ATTUNE_SIGNING_KEY does not fit: not an Ed25519 private key;"
                + " ATTUNE_TRUSTED_KEYS lacks the key of enrollment; ATTUNE_TRUSTED_KEYS lacks the"
                + " key of ema (docs/configuration.md).");
  }
}
