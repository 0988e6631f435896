package org.attune.platform.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.attune.testkit.backend.TestBackends;
import org.junit.jupiter.api.Test;

class PoolsIT {
  @Test
  void a_connection_whose_first_transaction_is_rolled_back_sees_its_schema_as_before() {
    var address = TestBackends.shared().newDatabase().of("ema", "test");
    try (var pool = Pools.open(address, "ema", 1)) {
      var database = new Database(pool);
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  database.transact(
                      _ -> {
                        throw new IllegalStateException("rolled back");
                      }));

      var schema =
          database.inTransaction(
              c -> Sql.find(c, "select current_schemas(false)::text", row -> row.getString(1)));

      assertThat(schema).contains("{ema}");
    }
  }
}
