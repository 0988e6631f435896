package org.attune.enrollment.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** How full a study is, and who was randomized. */
public final class RecruitmentStore {
  private static final String FIND = "select enrolled, is_full from recruitment where study = ?";

  private static final String LOCK =
      """
      insert into recruitment (study) values (?)
      on conflict (study) do update set enrolled = recruitment.enrolled
      returning enrolled, is_full
      """;

  private static final String COUNT =
      "update recruitment set enrolled = enrolled + 1, is_full = is_full or enrolled + 1 >= ? where"
          + " study = ?";

  private static final String FILL =
      """
      insert into recruitment (study, is_full) values (?, true)
      on conflict (study) do update set is_full = true
      """;

  private static final String RANDOMIZED =
      """
      insert into randomized (study, participant, happened) values (?, ?, ?)
      on conflict (study, participant) do update set happened = excluded.happened
      """;

  private static final String FIND_RANDOMIZED =
      "select happened from randomized where study = ? and participant = ?";

  private static final String DISPOSITIONS =
      """
      select
        case when p.stage = 'INVITED' and i.lapsed then 'lapsed' else lower(p.stage) end as state,
        count(*) as people,
        count(*) filter (where r.happened) as randomized,
        count(*) filter (where not r.happened) as not_randomized
      from participant p
      join invitation i on i.study = p.study and i.participant = p.participant
      left join randomized r on r.study = p.study and r.participant = p.participant
      where p.study = ? and (? = '*' or p.site = ?)
      group by 1
      union all
      select 'erased', count(*), 0, 0 from erased_participant
      where study = ? and (? = '*' or site = ?) having count(*) > 0
      order by 1
      """;

  /** How many have enrolled, and whether that or randomization's word makes the study full. */
  public record Recruitment(int enrolled, boolean full) {}

  public Recruitment find(Connection connection, String study) throws SQLException {
    return Sql.find(
            connection,
            FIND,
            row -> new Recruitment(row.getInt("enrolled"), row.getBoolean("is_full")),
            study)
        .orElse(new Recruitment(0, false));
  }

  /** The same, the row locked: enrollments that count towards the target wait for each other. */
  public Recruitment lock(Connection connection, String study) throws SQLException {
    return Sql.find(
            connection,
            LOCK,
            row -> new Recruitment(row.getInt("enrolled"), row.getBoolean("is_full")),
            study)
        .orElseThrow();
  }

  /** Counts one enrollment; the one that reaches {@code target} makes the study full. */
  public void count(Connection connection, String study, int target) throws SQLException {
    Sql.write(connection, COUNT, target, study);
  }

  /** Randomization has all it needs. */
  public void fill(Connection connection, String study) throws SQLException {
    Sql.write(connection, FILL, study);
  }

  /** Keeps that somebody was randomized, or will not be. */
  public void randomized(Connection connection, String study, String participant, boolean happened)
      throws SQLException {
    Sql.write(connection, RANDOMIZED, study, participant, happened);
  }

  /** True if randomized, false if that will not happen, empty if it is not known. */
  public Optional<Boolean> randomized(Connection connection, EventKey key) throws SQLException {
    return Sql.find(
        connection, FIND_RANDOMIZED, row -> row.getBoolean(1), key.study(), key.participant());
  }

  /**
   * People per state.
   *
   * @param site a site, or {@code *} for all
   * @return by state, with {@code randomized} and {@code not-randomized}
   */
  public SortedMap<String, Integer> dispositions(Connection connection, String study, String site)
      throws SQLException {
    var counts = new TreeMap<String, Integer>();
    Sql.query(
        connection,
        DISPOSITIONS,
        row -> {
          counts.merge(row.getString("state"), row.getInt("people"), Integer::sum);
          counts.merge("randomized", row.getInt("randomized"), Integer::sum);
          counts.merge("not-randomized", row.getInt("not_randomized"), Integer::sum);
          return row.getString("state");
        },
        study,
        site,
        site,
        study,
        site,
        site);
    return counts;
  }
}
