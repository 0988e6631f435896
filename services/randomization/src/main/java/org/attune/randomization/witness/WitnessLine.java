package org.attune.randomization.witness;

import java.util.List;
import org.attune.randomization.store.AllocationStore.Given;

/**
 * One place of a list that was revealed. It names neither arm nor participant: both are in it as
 * keyed digests, of which the key is no part of any list and never revealed.
 *
 * @param number line of the file, from 1
 * @param sequence position in the study, from 0
 * @param index position in the stratum, from 0
 * @param participant digest, lower-case hex
 * @param seal over all of these, the arm and the commitment of the list; lower-case hex
 */
public record WitnessLine(
    int number,
    String study,
    int sequence,
    String stratum,
    int index,
    String participant,
    String seal) {
  private static final int FIELDS = 6;

  /** As it stands in the file. */
  String text() {
    return String.join(
        "\t",
        study,
        Integer.toString(sequence),
        escaped(stratum),
        Integer.toString(index),
        participant,
        seal);
  }

  /**
   * Reads a line of the file.
   *
   * @throws IllegalArgumentException if it is none
   */
  static WitnessLine parse(int number, String text) {
    var fields = List.of(text.split("\t", -1));
    if (fields.size() != FIELDS) throw new IllegalArgumentException(fields.size() + " fields");
    return new WitnessLine(
        number,
        fields.get(0),
        Integer.parseInt(fields.get(1)),
        fields.get(2).replace("%0A", "\n").replace("%09", "\t").replace("%25", "%"),
        Integer.parseInt(fields.get(3)),
        fields.get(4),
        fields.get(5));
  }

  private static String escaped(String level) {
    return level.replace("%", "%25").replace("\t", "%09").replace("\n", "%0A");
  }

  /** The line of a place that was given away. */
  static WitnessLine of(int number, String study, Given given, Seals seals) {
    var participant = seals.participant(study, given.participant());
    return new WitnessLine(
        number,
        study,
        given.sequence(),
        given.stratum(),
        given.index(),
        participant,
        seals.seal(study, given, participant));
  }
}
