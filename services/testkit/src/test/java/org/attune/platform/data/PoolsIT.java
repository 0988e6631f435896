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

  private static final String PLAN =
      """
      explain select o.what from generate_series(1, 100) as w (id) join one o using (id)
      """;

  private static String plan(Database database, boolean ofWholeTables) {
    return database.inTransaction(
        c -> {
          if (ofWholeTables) Planning.ofWholeTables(c);
          return String.join("\n", Sql.query(c, PLAN, row -> row.getString(1)));
        });
  }

  @Test
  void a_table_that_is_empty_when_the_plan_is_made_is_looked_into_by_its_key() {
    var address = TestBackends.shared().newDatabase().of("ema", "test");
    try (var pool = Pools.open(address, "ema", 1);
        var whole = Pools.open(address, "ema", 1, Planning.OF_WHOLE_TABLES)) {
      var byKey = new Database(pool);
      byKey.transact(c -> Sql.update(c, "create table one (id int primary key, what text)"));

      assertThat(plan(byKey, false)).contains("Index Scan using one_pkey").doesNotContain("Seq");
      assertThat(plan(byKey, true)).doesNotContain("Index Scan using one_pkey");
      assertThat(plan(byKey, false)).contains("Index Scan using one_pkey"); // only for one
      assertThat(plan(new Database(whole), false)).contains("Seq Scan on one");
    }
  }
}
