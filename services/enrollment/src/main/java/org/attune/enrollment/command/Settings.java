package org.attune.enrollment.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.attune.enrollment.domain.Channel;
import org.attune.enrollment.domain.EnrollmentCommand;
import org.attune.enrollment.domain.EnrollmentCommand.ChangeZone;
import org.attune.enrollment.domain.EnrollmentCommand.ChooseChannels;
import org.attune.enrollment.domain.EnrollmentCommand.KeepAddress;
import org.attune.enrollment.domain.EnrollmentCommand.Leave;
import org.attune.enrollment.domain.EnrollmentCommand.NarrowHours;
import org.attune.enrollment.domain.EnrollmentCommand.Pause;
import org.attune.enrollment.domain.EnrollmentCommand.Reach;
import org.attune.enrollment.domain.EnrollmentCommand.WidenHours;
import org.attune.enrollment.domain.LeavingWay;
import org.attune.enrollment.screening.PromptHourCheck;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;

/** What somebody in the study changes: zone, hours, channel, address, a pause, and leaving. */
public final class Settings {
  private final Database database;
  private final Desk desk;
  private final Vault vault;
  private final Set<Channel> offered;

  /**
   * @param offered channels that this platform has
   */
  public Settings(Database database, Desk desk, Vault vault, Set<Channel> offered) {
    this.database = database;
    this.desk = desk;
    this.vault = vault;
    this.offered = Set.copyOf(offered);
  }

  public Carried changeZone(EventKey key, ZoneId zone) {
    return carry(key, now -> new ChangeZone(zone.getId(), now));
  }

  public Carried leave(EventKey key, LeavingWay way, String reason) {
    return carry(key, now -> new Leave(way, reason, now));
  }

  /**
   * Narrows the hours for prompts, judged by the version that holds for the participant.
   *
   * @throws org.attune.platform.http.InvalidRequestException if they are no local times
   */
  public Carried narrowHours(EventKey key, Joining.ChosenHours chosen) {
    return database.inTransaction(
        c -> {
          var folder = desk.open(c, key);
          var protocol =
              folder
                  .holding()
                  .orElseGet(() -> folder.study().version(folder.origin().protocolVersion()));
          var hours = PromptHourCheck.judge(protocol, "hours", chosen.from(), chosen.until());
          return carry(c, folder, new NarrowHours(hours, folder.place().now()));
        });
  }

  /** All hours of the protocol again. */
  public Carried widenHours(EventKey key) {
    return carry(key, WidenHours::new);
  }

  /**
   * Sends nothing for a while.
   *
   * @param days from 0, which ends a pause, to {@link Pause#PAUSE_DAYS_MAX}
   */
  public Carried pause(EventKey key, int days) {
    return carry(key, now -> new Pause(days, now));
  }

  /**
   * Reaches somebody another way from now on.
   *
   * @param channels in the order in which they are to be tried; at least one
   */
  public Carried chooseChannels(EventKey key, List<Channel> channels) {
    return database.inTransaction(
        c -> {
          var folder = desk.open(c, key);
          var reach = new Reach(offered, addressed(c, key));
          return carry(c, folder, new ChooseChannels(channels, reach, folder.place().now()));
        });
  }

  private Set<Channel> addressed(Connection c, EventKey key) throws SQLException {
    var addressed = EnumSet.noneOf(Channel.class);
    for (var channel : Channel.values()) {
      var field = Contacts.field(channel);
      if (field.isEmpty() || vault.has(c, key, field.get())) addressed.add(channel);
    }
    return addressed;
  }

  /**
   * Keeps other addresses, in the vault alone.
   *
   * @param emptied channels whose address is removed
   */
  public Carried keepContacts(EventKey key, Contacts contacts, Set<Channel> emptied) {
    return database.inTransaction(
        c -> {
          var folder = desk.open(c, key);
          var carried = carry(c, folder, new KeepAddress(emptied, folder.place().now()));
          if (carried.isAccepted()) {
            contacts.keep(c, vault, key);
            Contacts.drop(c, vault, key, emptied);
          }
          return carried;
        });
  }

  private Carried carry(EventKey key, Function<Instant, EnrollmentCommand> at) {
    return database.inTransaction(
        c -> {
          var folder = desk.open(c, key);
          return carry(c, folder, at.apply(folder.place().now()));
        });
  }

  private Carried carry(Connection c, Desk.Folder folder, EnrollmentCommand command)
      throws SQLException {
    return desk.carry(c, folder.place(), folder.state(), command, desk.terms(folder));
  }
}
