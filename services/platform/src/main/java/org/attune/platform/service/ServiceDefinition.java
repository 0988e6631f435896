package org.attune.platform.service;

/** One service as code: {@link ServiceRuntime} runs it, alone or beside others. */
public interface ServiceDefinition {
  /** Lower-case name: schema, topics and routes carry it. */
  String name();

  /** Wires the service by hand over its ports. Called once per start. */
  Wiring wire(Ports ports);
}
