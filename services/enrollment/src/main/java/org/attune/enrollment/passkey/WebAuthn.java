package org.attune.enrollment.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.exception.DataConversionException;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.VerificationException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks what browsers make and sign with passkeys, by the procedures of W3C Web Authentication
 * Level 3, 7.1 and 7.2: page, challenge, name of the platform, that somebody was there and was
 * verified by the authenticator, algorithm, signature. Who made an authenticator is not asked.
 */
public final class WebAuthn {
  private static final Logger LOG = LoggerFactory.getLogger(WebAuthn.class);

  /**
   * Algorithms of keys (IANA COSE Algorithms): ES256, EdDSA, RS256, the one that is liked best
   * first.
   */
  public static final List<Integer> ALGORITHMS = List.of(-7, -8, -257);

  private static final List<PublicKeyCredentialParameters> PARAMETERS =
      ALGORITHMS.stream()
          .map(
              algorithm ->
                  new PublicKeyCredentialParameters(
                      PublicKeyCredentialType.PUBLIC_KEY,
                      COSEAlgorithmIdentifier.create(algorithm)))
          .toList();

  private final ObjectConverter converter = new ObjectConverter();
  private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
  private final AttestedCredentialDataConverter keys =
      new AttestedCredentialDataConverter(converter);

  /** The passkey that was made; empty if it is none as was asked for. */
  public Optional<Credential> read(RelyingParty party, String challenge, Attestation made) {
    try {
      var request =
          new RegistrationRequest(bytes(made.attestationObject()), bytes(made.clientData()));
      var parameters = new RegistrationParameters(asked(party, challenge), PARAMETERS, true, true);
      return credential(manager.verify(parsed(() -> manager.parse(request)), parameters));
    } catch (DataConversionException | VerificationException | IllegalArgumentException e) {
      tell(e);
      return Optional.empty();
    }
  }

  private Optional<Credential> credential(RegistrationData data) {
    var attestation = data.getAttestationObject();
    if (attestation == null) return Optional.empty();
    var said = attestation.getAuthenticatorData();
    var key = said.getAttestedCredentialData();
    if (key == null) return Optional.empty();
    return Optional.of(
        new Credential(
            text(key.getCredentialId()),
            text(keys.convert(key)),
            said.isFlagBE(),
            said.getSignCount()));
  }

  /**
   * How many signatures the passkey says it has made, 0 where it does not count; empty if this is
   * none of it. Whether that number fits the last one is not judged here.
   */
  public OptionalLong count(
      RelyingParty party, String challenge, Credential kept, Assertion shown) {
    try {
      var request =
          new AuthenticationRequest(
              bytes(shown.credential()),
              bytes(shown.userHandle()),
              bytes(shown.authenticatorData()),
              bytes(shown.clientData()),
              bytes(shown.signature()));
      var parameters =
          new AuthenticationParameters(asked(party, challenge), record(kept), null, true, true);
      var data = parsed(() -> manager.parse(request));
      var said = manager.verify(data, parameters).getAuthenticatorData();
      return said == null ? OptionalLong.empty() : OptionalLong.of(said.getSignCount());
    } catch (DataConversionException | VerificationException | IllegalArgumentException e) {
      tell(e);
      return OptionalLong.empty();
    }
  }

  /**
   * What arrived, as the library reads it.
   *
   * @throws IllegalArgumentException if it cannot: for some bytes, such as a null in the place of a
   *     key, the library has no exception of its own and fails by whatever came of them
   */
  private static <T> T parsed(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (DataConversionException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("it cannot be read", e);
    }
  }

  /** Begins to count at 0, so that the library takes every number. */
  private CredentialRecordImpl record(Credential kept) {
    return new CredentialRecordImpl(
        new NoneAttestationStatement(),
        true,
        kept.backupEligible(),
        null,
        0,
        keys.convert(bytes(kept.key())),
        null,
        null,
        null,
        null);
  }

  private static ServerProperty asked(RelyingParty party, String challenge) {
    return ServerProperty.builder()
        .origin(new Origin(party.origin()))
        .rpId(party.id())
        .challenge(new DefaultChallenge(bytes(challenge)))
        .build();
  }

  /** What exactly was wrong is for the log; the words of the exception may quote what was sent. */
  private static void tell(RuntimeException e) {
    LOG.info("a passkey does not hold: {}", e.getClass().getSimpleName());
  }

  private static byte[] bytes(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
