package org.attune.platform.data;

/**
 * Where a service keeps its memory.
 *
 * @param jdbcUrl for example {@code jdbc:postgresql://127.0.0.1:5432/attune}
 * @param schema the service's own schema
 * @param role the service's own database role
 * @param password never logged
 */
public record DatabaseAddress(String jdbcUrl, String schema, String role, String password) {
  @Override
  public String toString() {
    return jdbcUrl + " schema " + schema + " role " + role;
  }
}
