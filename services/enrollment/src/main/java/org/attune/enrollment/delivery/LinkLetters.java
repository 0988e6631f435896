package org.attune.enrollment.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.enrollment.channel.Address;
import org.attune.enrollment.channel.Carrier;
import org.attune.enrollment.channel.Carriers;
import org.attune.enrollment.channel.Letter;
import org.attune.enrollment.channel.Sent;
import org.attune.enrollment.domain.Channel;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.data.Database;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a participant the link that lets a device in, by e-mail and to the address in the vault
 * alone, whatever way messages take otherwise: whoever asked typed that address.
 */
public final class LinkLetters {
  private static final Logger LOG = LoggerFactory.getLogger(LinkLetters.class);
  private static final String OCCASION = "device-link";

  private static final String ADDRESSEE =
      """
      select p.language, b.synthetic from participant p join study_book b on b.study = p.study
      where p.study = ? and p.participant = ?
      """;

  private final Vault vault;
  private final Carriers carriers;
  private final DeliveryStore ledger;
  private final Sending sending = new Sending();
  private final Wording wording = new Wording();
  private final String platformUrl;

  /**
   * @param platformUrl what links begin with
   */
  public LinkLetters(Vault vault, Carriers carriers, String platformUrl) {
    this.vault = vault;
    this.carriers = carriers;
    this.ledger = new DeliveryStore(vault);
    this.platformUrl = platformUrl;
  }

  private record Addressee(String language, boolean synthetic) {}

  /**
   * Sends it once the transaction has committed; nothing if there is no address or no mail here.
   * What became of it is logged without a name: whoever waits for it asks again.
   *
   * @param until when the link lapses
   */
  public void send(Connection c, Place place, UUID link, String code, Instant until)
      throws SQLException {
    var key = place.key();
    var addressee =
        Sql.find(
            c,
            ADDRESSEE,
            row -> new Addressee(row.getString("language"), row.getBoolean("synthetic")),
            key.study(),
            key.participant());
    var address = vault.find(c, key, Vault.EMAIL);
    if (addressee.isEmpty() || address.isEmpty()) return;
    var carrier = carriers.of(Channel.EMAIL, addressee.get().synthetic());
    if (carrier.isEmpty()) return;
    var request =
        new DeliveryRequest(
            key, link.toString(), OCCASION, DeliveryRequest.Kind.NOTICE, "/link#" + code);
    // The ledger leads an erasure to the letters that a channel still has.
    ledger.write(
        c,
        List.of(
            new DeliveryStore.Entry(
                request, Optional.of(Outcome.ACCEPTED), Optional.of(Channel.EMAIL), place.now())));
    var letter = letter(request, address.get(), addressee.get(), until, place.now());
    Database.afterCommit(() -> send(carrier.get(), letter, key));
  }

  private Letter letter(
      DeliveryRequest request, String address, Addressee addressee, Instant until, Instant at) {
    var words = wording.ofLink(addressee.language());
    return new Letter(
        LetterErasing.messageOf(request.key(), request.id(), OCCASION),
        new Address.Email(address),
        words.subject(),
        words.text(),
        platformUrl + request.link(),
        request.id(),
        Optional.of(until),
        at,
        addressee.synthetic());
  }

  private void send(Carrier carrier, Letter letter, EventKey key) {
    var sent = sending.send(List.of(new Sending.Task(carrier, letter))).getFirst();
    if (sent.verdict() != Sent.Verdict.ACCEPTED) {
      LOG.warn("a link of {} was not sent: {}", key.study(), sent.verdict());
    }
  }
}
