package org.attune.standalone.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import org.attune.platform.data.Sql;
import org.attune.standalone.platform.PlatformException;

/**
 * Copies the files of a PostgreSQL server at work. What is torn or changed while it is copied is
 * mended by the log of the same time, which a replication slot keeps and the copy ends with; all of
 * it belongs to one session, so that a copy that is killed leaves nothing behind.
 *
 * @see <a href="https://www.postgresql.org/docs/17/continuous-archiving.html">PostgreSQL 17, 25.3.4
 *     Making a Base Backup Using the Low Level API</a>
 */
final class ClusterCopy implements AutoCloseable {
  private static final String SLOT = "attune_backup";

  /** SQLSTATE of a slot that is there already. */
  private static final String DUPLICATE_OBJECT = "42710";

  private static final String KEEP_LOG =
      "select slot_name from pg_create_physical_replication_slot(?, true, true)";

  private static final String START = "select pg_backup_start('attune', true)::text as lsn";

  private static final String STOP =
      "select lsn::text as lsn, labelfile from pg_backup_stop(false)";

  /** Names of the log's segments from one position to another. */
  private static final String SEGMENTS =
      """
      select pg_walfile_name('0/0'::pg_lsn + n * s.bytes + 1) as name
      from (select setting::numeric as bytes from pg_settings where name = 'wal_segment_size') s
      cross join lateral generate_series(
        floor((?::pg_lsn - '0/0'::pg_lsn) / s.bytes),
        floor((?::pg_lsn - '0/0'::pg_lsn - 1) / s.bytes)) as n
      order by n
      """;

  private static final String SYSTEM =
      "select system_identifier::text as system from pg_control_system()";

  /** Their contents are of one run of the server, or come with the log. */
  private static final Set<String> EMPTY =
      Set.of(
          "pg_wal",
          "pg_replslot",
          "pg_dynshmem",
          "pg_notify",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  private static final Set<String> OF_THE_RUN =
      Set.of("postmaster.pid", "postmaster.opts", "backup_label", "tablespace_map");

  /** What the server begins with when it recovers: taken last. */
  private static final String CONTROL = "global/pg_control";

  private final Path cluster;
  private final Connection connection;

  /**
   * @param url of the superuser of the server that works on {@code cluster}
   */
  ClusterCopy(Path cluster, String url) throws SQLException {
    this.cluster = cluster;
    connection = DriverManager.getConnection(url);
  }

  String system() throws SQLException {
    return Sql.find(connection, SYSTEM, row -> row.getString("system")).orElseThrow();
  }

  int epoch() throws SQLException {
    return Epochs.highest(connection);
  }

  /**
   * Copies all of it.
   *
   * @throws PlatformException if another copy is being made
   */
  void into(BackupWriter out) throws IOException, SQLException {
    keepLog();
    var start = Sql.find(connection, START, row -> row.getString("lsn")).orElseThrow();
    Files.walkFileTree(cluster, new Taking(out));
    out.file(name(cluster.resolve(CONTROL)), cluster.resolve(CONTROL));
    var label = new StringBuilder();
    var stop =
        Sql.find(
                connection,
                STOP,
                row -> {
                  label.append(row.getString("labelfile"));
                  return row.getString("lsn");
                })
            .orElseThrow();
    for (var segment : Sql.query(connection, SEGMENTS, row -> row.getString("name"), start, stop)) {
      var file = cluster.resolve("pg_wal").resolve(segment);
      if (!Files.exists(file)) throw new NoSuchFileException(file.toString());
      out.file(name(file), file);
    }
    out.text(Contents.POSTGRES + "/backup_label", label.toString());
  }

  private void keepLog() throws SQLException {
    try {
      Sql.find(connection, KEEP_LOG, row -> row.getString("slot_name"), SLOT);
    } catch (SQLException e) {
      if (!DUPLICATE_OBJECT.equals(e.getSQLState())) throw e;
      throw new PlatformException(
          cluster.getParent() + " is being backed up already: wait until that is done.", e);
    }
  }

  private String name(Path path) {
    return Contents.POSTGRES + "/" + Contents.name(cluster, path);
  }

  /** Ends the session, and with it whatever it kept. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** Takes file after file; what the server removes meanwhile is in its log. */
  private final class Taking extends SimpleFileVisitor<Path> {
    private final BackupWriter out;

    Taking(BackupWriter out) {
      this.out = out;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      if (directory.equals(cluster)) {
        out.directory(Contents.POSTGRES);
        return FileVisitResult.CONTINUE;
      }
      if (isTemporary(directory)) return FileVisitResult.SKIP_SUBTREE;
      out.directory(name(directory));
      boolean leftEmpty = EMPTY.contains(Contents.name(cluster, directory));
      return leftEmpty ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      var within = Contents.name(cluster, file);
      boolean taken = !OF_THE_RUN.contains(within) && !within.equals(CONTROL) && !isTemporary(file);
      if (taken) out.file(name(file), file);
      return FileVisitResult.CONTINUE;
    }

    private static boolean isTemporary(Path path) {
      var name = String.valueOf(path.getFileName());
      return name.startsWith("pgsql_tmp") || name.startsWith("pg_internal.init");
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
      throw failure;
    }
  }
}
