package org.attune.enrollment.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.enrollment.domain.Channel;
import org.attune.enrollment.domain.EnrollmentCommand.Decline;
import org.attune.enrollment.domain.EnrollmentCommand.DeclineRenewal;
import org.attune.enrollment.domain.EnrollmentCommand.Reach;
import org.attune.enrollment.domain.EnrollmentCommand.Renew;
import org.attune.enrollment.domain.EnrollmentCommand.Screen;
import org.attune.enrollment.domain.EnrollmentCommand.Sign;
import org.attune.enrollment.domain.EnrollmentState.Opened;
import org.attune.enrollment.domain.StudyTerms;
import org.attune.enrollment.screening.AnswerForm;
import org.attune.enrollment.screening.ConsentText;
import org.attune.enrollment.screening.PromptHourCheck;
import org.attune.enrollment.screening.Screener;
import org.attune.enrollment.screening.Screeners;
import org.attune.enrollment.store.RecruitmentStore;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.InvalidRequestException;

/** Coming into the study: screening and consent. */
public final class Joining {
  private final Database database;
  private final Desk desk;
  private final Screeners screeners;
  private final RecruitmentStore recruitment;
  private final Vault vault;
  private final Set<Channel> offered;

  /**
   * @param offered channels that this platform has
   */
  public Joining(
      Database database,
      Desk desk,
      Screeners screeners,
      RecruitmentStore recruitment,
      Vault vault,
      Set<Channel> offered) {
    this.database = database;
    this.desk = desk;
    this.screeners = screeners;
    this.recruitment = recruitment;
    this.vault = vault;
    this.offered = Set.copyOf(offered);
  }

  /**
   * A signature under the consent form, as it was sent.
   *
   * @param typedName goes to the vault and nowhere else
   * @param channels how to be reached, in the order in which it is to be tried; at least one
   * @param hours {@code from} and {@code until}, local times
   */
  public record Signature(
      int consentVersion,
      String typedName,
      String language,
      ZoneId zone,
      List<Channel> channels,
      Contacts contacts,
      Optional<ChosenHours> hours) {
    @Override
    public String toString() {
      return "signature under version " + consentVersion;
    }
  }

  /**
   * A signature under a newer form, as it was sent.
   *
   * @param typedName goes to the vault and nowhere else
   */
  public record Renewal(int consentVersion, String typedName, String language) {
    @Override
    public String toString() {
      return "renewal under version " + consentVersion;
    }
  }

  /** Hours for prompts, as they were sent. */
  public record ChosenHours(String from, String until) {}

  /**
   * Screens somebody by the version in force at the site. Once screened, the answer stands.
   *
   * @throws InvalidRequestException if the answers do not fit the screener
   */
  public Carried screen(EventKey key, List<AnswerForm> answers) {
    return database.inTransaction(c -> screen(c, key, answers));
  }

  private Carried screen(Connection c, EventKey key, List<AnswerForm> answers) throws SQLException {
    var folder = desk.open(c, key);
    var site = folder.site();
    var now = folder.place().now();
    // Who is screened already is answered as before, whatever the screener asks by now.
    var verdict =
        folder.state() instanceof Opened
            ? screeners.of(folder.inForce(site.zone())).judge(answers)
            : new Screener.Verdict(Optional.empty(), List.of());
    return desk.carry(
        c,
        folder.place(),
        folder.state(),
        new Screen(verdict.unmet(), verdict.answers(), now),
        desk.terms(c, folder.study(), site, folder.place(), site.zone()));
  }

  /**
   * Takes an eligible person into the study. Name and address reach the vault only with the event.
   *
   * @throws InvalidRequestException if the language or the hours are none
   */
  public Carried sign(EventKey key, Signature signature) {
    return database.inTransaction(c -> sign(c, key, signature));
  }

  private Carried sign(Connection c, EventKey key, Signature signature) throws SQLException {
    var folder = desk.open(c, key);
    checkLanguage(folder, signature.language());
    var now = folder.place().now();
    var protocol = folder.inForce(signature.zone());
    boolean counted = protocol.arms().isEmpty();
    var command =
        new Sign(
            signature.consentVersion(),
            ConsentText.of(protocol, signature.language()).sha256(),
            signature.language(),
            signature.zone().getId(),
            LocalDate.ofInstant(now, signature.zone()),
            signature.channels(),
            new Reach(offered, signature.contacts().addressed()),
            signature
                .hours()
                .map(h -> PromptHourCheck.judge(protocol, "hours", h.from(), h.until())),
            now);
    var carried =
        desk.carry(c, folder.place(), folder.state(), command, consentTerms(c, folder, signature));
    if (carried.hasEvents()) {
      vault.put(c, key, Vault.SIGNATURE, signature.typedName());
      signature.contacts().keep(c, vault, key);
      if (counted) recruitment.count(c, key.study(), folder.study().target());
    }
    return carried;
  }

  private static void checkLanguage(Desk.Folder folder, String language) {
    var languages = folder.site().languages();
    if (languages.contains(language)) return;
    throw new InvalidRequestException(
        "language", "The site's languages are " + String.join(", ", languages) + ".");
  }

  /**
   * Takes the signature of somebody in the study under a newer form. The name typed last is kept.
   *
   * @throws InvalidRequestException if the language is none of the site's
   */
  public Carried renew(EventKey key, Renewal renewal) {
    return database.inTransaction(c -> renew(c, key, renewal));
  }

  private Carried renew(Connection c, EventKey key, Renewal renewal) throws SQLException {
    var folder = desk.open(c, key);
    checkLanguage(folder, renewal.language());
    var zone = folder.zone();
    var now = folder.place().now();
    var terms = desk.terms(folder.study(), folder.site(), folder.place(), zone, false);
    var offering = terms.offering(renewal.consentVersion()).map(folder.study()::version);
    var command =
        new Renew(
            renewal.consentVersion(),
            offering.map(p -> ConsentText.of(p, renewal.language()).sha256()).orElse(""),
            renewal.language(),
            LocalDate.ofInstant(now, zone),
            now);
    var carried = desk.carry(c, folder.place(), folder.state(), command, terms);
    if (carried.hasEvents()) vault.put(c, key, Vault.SIGNATURE, renewal.typedName());
    return carried;
  }

  /** Somebody in the study does not want to sign a newer form: they leave if it says so. */
  public Carried declineRenewal(EventKey key, int consentVersion) {
    return database.inTransaction(
        c -> {
          var folder = desk.open(c, key);
          var place = folder.place();
          var terms = desk.terms(folder.study(), folder.site(), place, folder.zone(), false);
          boolean leaves =
              terms
                  .offering(consentVersion)
                  .map(folder.study()::version)
                  .filter(offered -> offered.consentForm().refusingLeaves())
                  .isPresent();
          var command = new DeclineRenewal(consentVersion, leaves, place.now());
          return desk.carry(c, place, folder.state(), command, terms);
        });
  }

  /** Without arms enrollments count towards the target, one after the other. */
  private StudyTerms consentTerms(Connection c, Desk.Folder folder, Signature signature)
      throws SQLException {
    var study = folder.study();
    boolean counted = folder.inForce(signature.zone()).arms().isEmpty();
    var recruited = counted ? recruitment.lock(c, study.slug()) : recruitment.find(c, study.slug());
    boolean full = recruited.full() || (counted && recruited.enrolled() >= study.target());
    return desk.terms(study, folder.site(), folder.place(), signature.zone(), full);
  }

  /** An eligible person decides not to take part. */
  public Carried decline(EventKey key, int consentVersion) {
    return database.inTransaction(
        c -> {
          var folder = desk.open(c, key);
          var command = new Decline(consentVersion, folder.place().now());
          return desk.carry(c, folder.place(), folder.state(), command, desk.terms(folder));
        });
  }
}
