package org.attune.analytics.dataset;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.attune.analytics.sink.TableNames;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventType;

/**
 * SQL over events. In it {@code {ema.PromptSent}} stands for the rows of that event that belong to
 * the study and the cut, {@code {ema.PromptsPlanned.slots}} for the table of an array, to be joined
 * with its event {@code using (log_topic, log_partition, log_epoch, log_number)}, and {@code
 * {compliance_cell}} for the study's rows of a view that {@link ComplianceViews} makes.
 */
public final class Relations {
  private static final Pattern PLACE =
      Pattern.compile("\\{([a-z]+)\\.([A-Z][A-Za-z]*)((?:\\.[a-z][A-Za-z]*)*)}");
  private static final Pattern VIEW = Pattern.compile("\\{([a-z]+_[a-z]+)}");
  private static final Pattern SAFE = Pattern.compile("[a-z0-9-]+");

  /**
   * Tables that have just been filled have no statistics yet, and by guesses the planner joins
   * thousands of rows with thousands by nested loops. Everything here joins by equality.
   */
  private static final String PLAN =
      """
      select set_config('enable_nestloop', 'off', true), set_config('work_mem', '64MB', true),
        set_config('jit', 'off', true)
      """;

  private static final String SHOW = "select set_config('attune.cut', ?, true)";

  private static final String WITHIN_SHOWN =
      """
       left join cut_entry k on k.cut = [shown] and k.topic = t.log_topic
       and k.partition = t.log_partition
       where [shown] is null or (t.log_epoch, t.log_number) <= (k.epoch, k.number)\
      """
          .replace("[shown]", "nullif(current_setting('attune.cut', true), '')");

  private final EventCatalog catalog;

  /** Empty: all, in the cut that views show. */
  private final Optional<String> study;

  private final Optional<String> cut;
  private final Blinding blinding;
  private final boolean tellingArms;

  private Relations(
      EventCatalog catalog,
      Optional<String> study,
      Optional<String> cut,
      Blinding blinding,
      boolean tellingArms) {
    study.ifPresent(Relations::check);
    cut.ifPresent(Relations::check);
    this.catalog = catalog;
    this.study = study;
    this.cut = cut;
    this.blinding = blinding;
    this.tellingArms = tellingArms;
  }

  /** Events of {@code study} that belong to the cut of that name and tell no arm. */
  public static Relations at(EventCatalog catalog, String study, String cut) {
    return new Relations(catalog, Optional.of(study), Optional.of(cut), Blinding.BLINDED, false);
  }

  /** All events of {@code study} that the sink holds and that tell no arm. */
  public static Relations whole(EventCatalog catalog, String study) {
    return new Relations(catalog, Optional.of(study), Optional.empty(), Blinding.BLINDED, false);
  }

  /**
   * Events of all studies that tell no arm, in the cut that the setting {@code attune.cut} names or
   * of no cut: what views are made of.
   */
  static Relations ofViews(EventCatalog catalog) {
    return new Relations(catalog, Optional.empty(), Optional.empty(), Blinding.BLINDED, false);
  }

  /** The same, and of the types of which some tell the arm those instead that do. */
  static Relations ofViewsThatTellArms(EventCatalog catalog) {
    return new Relations(catalog, Optional.empty(), Optional.empty(), Blinding.BLINDED, true);
  }

  /**
   * The same events, and unless blinded those too which tell the arm although others of their type
   * do not.
   */
  public Relations as(Blinding wanted) {
    return new Relations(catalog, study, cut, wanted, tellingArms);
  }

  /** Lets views show these events for the rest of the transaction. */
  public void show(Connection connection) throws SQLException {
    Sql.query(connection, SHOW, row -> "", cut.orElse(""));
  }

  /** Names stand in SQL as literals, so they are letters, digits and hyphens only. */
  private static void check(String name) {
    if (!SAFE.matcher(name).matches()) throw new IllegalArgumentException("not a slug: " + name);
  }

  /** Makes the transaction fit for reading many rows. */
  public static void prepare(Connection connection) throws SQLException {
    Sql.query(connection, PLAN, row -> "");
  }

  public String study() {
    return study.orElseThrow();
  }

  /**
   * {@code sql} with its places filled in.
   *
   * @throws org.attune.platform.event.UndecodableEventException if it names an unknown event
   */
  public String expand(String sql) {
    var ofViews = VIEW.matcher(sql).replaceAll(place -> view(place.group(1)));
    return PLACE
        .matcher(ofViews)
        .replaceAll(
            place -> {
              var type = kind(catalog.type(place.group(2)));
              if (!type.service().equals(place.group(1))) {
                throw new IllegalArgumentException(place.group() + " is of " + type.service());
              }
              var arrays = place.group(3);
              return arrays.isEmpty()
                  ? rows(type)
                  : elements(type, List.of(arrays.substring(1).split("\\.")));
            });
  }

  private String view(String name) {
    return "(select v.* from "
        + ComplianceViews.name(name, blinding)
        + " v where v.study = '"
        + study()
        + "')";
  }

  private EventType kind(EventType type) {
    return tellingArms && type.either() ? type.asRestricted() : type;
  }

  private boolean isOfBoth(EventType type) {
    return type.either() && blinding == Blinding.UNBLINDED;
  }

  private String rows(EventType type) {
    if (!isOfBoth(type)) return rows(TableNames.of(type), "t.*");
    var columns =
        TableNames.columns(type, List.of()).stream()
            .map("t."::concat)
            .collect(Collectors.joining(", "));
    return type.kinds().stream()
        .map(kind -> rows(TableNames.of(kind), columns))
        .collect(Collectors.joining(" union all ", "(", ")"));
  }

  private String elements(EventType type, List<String> arrays) {
    if (!isOfBoth(type)) return TableNames.of(type, arrays);
    var columns = String.join(", ", TableNames.columns(type, arrays));
    return type.kinds().stream()
        .map(kind -> "select " + columns + " from " + TableNames.of(kind, arrays))
        .collect(Collectors.joining(" union all ", "(", ")"));
  }

  private String rows(String table, String columns) {
    var from = "(select " + columns + " from " + table + " t";
    return study
        .map(slug -> from + within() + " where t.study = '" + slug + "')")
        .orElseGet(() -> from + WITHIN_SHOWN + ")");
  }

  private String within() {
    return cut.map(
            name ->
                """
                 join cut_entry k on k.cut = '%s' and k.topic = t.log_topic
                 and k.partition = t.log_partition
                 and (t.log_epoch, t.log_number) <= (k.epoch, k.number)\
                """
                    .formatted(name))
        .orElse("");
  }
}
