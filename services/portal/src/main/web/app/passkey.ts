import {call, type Said} from './api';
import {device} from './join';
import {spoken, t, type Key} from './words';

/** An address that is a number: no passkey can belong to it (W3C Web Authentication Level 3, 5.1.2). */
const NUMBER = /^(\[.*\]|[\d.]+)$/;

const REFUSALS = new Set(['passkeys-too-many', 'passkey-unknown', 'passkey-counter-back', 'passkey-too-often', 'passkey-challenge-expired', 'passkey-challenge-used', 'devices-too-many', 'device-revoked', 'study-locked']);

/** Why there are no passkeys here; empty if there are. */
export function unable(): string {
  if (NUMBER.test(location.hostname)) return t('passkey.unable.address');
  return 'PublicKeyCredential' in window ? '' : t('passkey.unable.browser');
}

/** Asks the browser for a new passkey and the server to keep it; a sentence if that did not go well. */
export async function make(path: string): Promise<string> {
  const offered = await call('POST', `${path}/offers`, {language: spoken()});
  if (offered.reply.kind !== 'acknowledged') return sentence(offered);
  let made: AuthenticatorAttestationResponse;
  try {
    const credential = await navigator.credentials.create({publicKey: creation(offered.body)});
    made = (credential as PublicKeyCredential).response as AuthenticatorAttestationResponse;
  } catch (error) {
    return t(isThere(error) ? 'passkey.problem.there' : 'passkey.problem.stopped');
  }
  const said = await twice(() => call('POST', path, {clientDataJSON: text(made.clientDataJSON), attestationObject: text(made.attestationObject)}));
  return said.reply.kind === 'acknowledged' ? '' : sentence(said);
}

/** Asks the browser for a passkey and shows it for this device; what was said, or a sentence if nobody was asked. */
export async function comeBack(): Promise<Said | string> {
  const id = await device();
  const asked = await call('POST', '/api/enrollment/passkeys/challenges', {device: id});
  if (asked.reply.kind !== 'acknowledged') return sentence(asked);
  let shown: PublicKeyCredential;
  try {
    shown = (await navigator.credentials.get({publicKey: {...asked.body, challenge: bytes(asked.body['challenge'])}})) as PublicKeyCredential;
  } catch {
    return t('passkey.problem.unshown'); // called off, or there is none: browsers do not tell which
  }
  const {clientDataJSON, authenticatorData, signature, userHandle} = shown.response as AuthenticatorAssertionResponse;
  if (!userHandle) return t('passkey.problem.passkey-unknown');
  const passkey = {id: text(shown.rawId), userHandle: text(userHandle), clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData), signature: text(signature)};
  return twice(() => call('POST', '/api/portal/session', {device: id, passkey}));
}

/** Once more if the answer was lost: the server answers the same. */
async function twice(ask: () => Promise<Said>): Promise<Said> {
  const said = await ask();
  return said.reply.kind === 'offline' || said.reply.kind === 'trouble' ? ask() : said;
}

/** What a refusal means, kindly. */
export function sentence({reply}: Said): string {
  if (reply.kind === 'offline') return t('unreachable');
  if (reply.kind === 'signed-out') return t('signed.out');
  if (reply.kind !== 'refused') return t('trouble');
  return REFUSALS.has(reply.type) ? t(`passkey.problem.${reply.type}` as Key) : t('passkey.problem.other');
}

/** The browser says by this name that the device has one of this participant's already. */
const isThere = (error: unknown): boolean => error instanceof DOMException && error.name === 'InvalidStateError';

/** The server writes bytes in Base64 for URLs; older browsers cannot read that themselves. */
function creation(offered: Record<string, any>): PublicKeyCredentialCreationOptions {
  const {user, challenge, excludeCredentials, ...others} = offered;
  return {
    ...(others as PublicKeyCredentialCreationOptions),
    user: {...user, id: bytes(user.id)},
    challenge: bytes(challenge),
    excludeCredentials: excludeCredentials.map((one: {type: 'public-key'; id: string}) => ({...one, id: bytes(one.id)})),
  };
}

const bytes = (base64url: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), character => character.charCodeAt(0));

const text = (buffer: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
