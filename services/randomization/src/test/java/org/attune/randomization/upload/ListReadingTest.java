package org.attune.randomization.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.attune.randomization.engine.AllocationConfiguration.Factor;
import org.attune.randomization.engine.ListedPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of a list, and each thing that can be wrong with it, by line. */
class ListReadingTest {
  private static final ListForm FORM =
      new ListForm(List.of("a", "b"), List.of(new Factor("site", List.of("s1", "s2"))), 1);

  private static ListReading read(String... rows) {
    return ListReading.of(String.join("\n", rows) + "\n", FORM);
  }

  @Test
  void places_are_ordered_by_number_whatever_the_order_of_rows() {
    var rows = new String[12];
    rows[0] = "sequence,arm,site";
    for (int i = 1; i <= 11; i++) rows[12 - i] = "%d,%s,s1".formatted(i, i == 10 ? "b" : "a");
    var reading = read(rows);
    assertThat(reading.findings()).isEmpty();
    assertThat(reading.places()).hasSize(11);
    assertThat(reading.places().get(9)).isEqualTo(new ListedPlace("b", "s1"));
  }

  @Test
  void quotes_byte_order_and_line_ends_of_other_programs_are_read() {
    var reading =
        ListReading.of(
            (char) 0xFEFF + "\"sequence\",\"arm\",\"site\"\r\n\"1\",\"a\",\"s2\"\r\n", FORM);
    assertThat(reading.places()).containsExactly(new ListedPlace("a", "s2"));
  }

  @Test
  void without_strata_a_place_is_anybodys() {
    var form = new ListForm(List.of("a", "b"), List.of(), 1);
    assertThat(ListReading.of("sequence,arm\n1,a\n2,b\n", form).places())
        .containsExactly(new ListedPlace("a", ""), new ListedPlace("b", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "seq,arm,site/1,a,s1! 1!list-header",
        "sequence,arm,site/1,a! 2!list-columns",
        "sequence,arm,site/1,a,s1/2,c,s1! 3!list-unknown-arm",
        "sequence,arm,site/1,a,s9! 2!list-unknown-level",
        "sequence,arm,site/1,a,s1/1,b,s1! 3!list-sequence-twice",
        "sequence,arm,site/1,a,s1/3,b,s1! 3!list-sequence-missing",
        "sequence,arm,site/2,a,s1! 2!list-sequence-missing",
        "sequence,arm,site/first,a,s1! 2!list-sequence-malformed",
        "sequence,arm,site/1.5,a,s1! 2!list-sequence-malformed",
        "sequence,arm,site/0,a,s1! 2!list-sequence-malformed",
        "sequence,arm,site! 1!list-empty",
      })
  void what_is_wrong_is_said_with_its_line(String rows, int line, String code) {
    var reading = read(rows.split("/"));
    assertThat(reading.places()).isEmpty();
    assertThat(reading.findings()).hasSize(1);
    assertThat(reading.findings().getFirst().line()).isEqualTo(line);
    assertThat(reading.findings().getFirst().code()).isEqualTo(code);
  }

  @Test
  void an_empty_list_and_one_that_is_too_long_are_said() {
    assertThat(ListReading.of("", FORM).findings().getFirst().code()).isEqualTo("list-empty");
    var text = new StringBuilder("sequence,arm,site\n");
    for (int i = 1; i <= ListReading.PLACES_MAX + 1; i++) text.append(i).append(",a,s1\n");
    assertThat(ListReading.of(text.toString(), FORM).findings())
        .extracting(ListFinding::code)
        .containsExactly("list-too-long");
  }

  @Test
  void added_places_go_on_where_the_list_ends() {
    var form = new ListForm(FORM.arms(), FORM.factors(), 5);
    assertThat(ListReading.of("sequence,arm,site\n5,a,s1\n6,b,s1\n", form).places()).hasSize(2);
    assertThat(ListReading.of("sequence,arm,site\n4,a,s1\n5,b,s1\n", form).findings())
        .extracting(ListFinding::code)
        .containsExactly("list-place-taken");
  }
}
