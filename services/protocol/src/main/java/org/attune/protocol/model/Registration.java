package org.attune.protocol.model;

/**
 * Where the study is registered.
 *
 * @param registry for example {@code ClinicalTrials.gov}
 * @param id number given by the registry
 */
public record Registration(String registry, String id) {}
