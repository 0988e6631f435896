package org.attune.protocol.instrument;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All scoring keys the platform knows, by code. */
public final class InstrumentLibrary {
  private final Map<String, Instrument> byCode;

  InstrumentLibrary(List<Instrument> instruments) {
    var map = new LinkedHashMap<String, Instrument>();
    for (var instrument : instruments) {
      if (map.put(instrument.code(), instrument) != null) {
        throw new IllegalArgumentException("instrument " + instrument.code() + " stands twice");
      }
    }
    byCode = map;
  }

  /** The keys shipped with this build; read once. */
  public static InstrumentLibrary standard() {
    return Standard.LIBRARY;
  }

  /**
   * The key of that code, also one that is not enabled: {@link Instrument#enabled} decides whether
   * a study may use it.
   */
  public Optional<Instrument> find(String code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /** The key of that code if a study may use it. */
  public Optional<Instrument> findEnabled(String code) {
    return find(code).filter(Instrument::enabled);
  }

  /** All keys in the order of the library, those not enabled among them. */
  public List<Instrument> all() {
    return List.copyOf(byCode.values());
  }

  private static final class Standard {
    static final InstrumentLibrary LIBRARY = new InstrumentLibrary(KeyReader.readStandard());
  }
}
