package org.attune.platform.service;

import org.attune.platform.data.Planning;

/** One service as code: {@link ServiceRuntime} runs it, alone or beside others. */
public interface ServiceDefinition {
  /** Lower-case name: schema, topics and routes carry it. */
  String name();

  /** How the database goes about its statements. */
  default Planning planning() {
    return Planning.BY_KEY;
  }

  /** Wires the service by hand over its ports. Called once per start. */
  Wiring wire(Ports ports);
}
