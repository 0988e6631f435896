import type {Reply} from './queue';

const RETRY_LATER = new Set(['not-known-yet']);

/**
 * What an answer of the server means for what was sent. Only JSON from our own routes acknowledges anything: a hotel's
 * sign-in page answers 200 as well.
 */
export function meaning(status: number, contentType: string, body: unknown, retryAfter: string | null): Reply {
  const json = /^application\/(problem\+)?json/.test(contentType);
  const problem = json && typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const type = String(problem['type'] ?? '').split('/').pop() ?? '';
  const later = Number(retryAfter);
  const trouble: Reply = later > 0 ? {kind: 'trouble', retryAfterSeconds: later} : {kind: 'trouble'};
  if (!json) return trouble;
  if (status >= 200 && status < 300) return {kind: 'acknowledged'};
  if (status === 401) return {kind: 'signed-out'};
  if (status >= 500 || status === 408 || status === 425 || status === 429 || status < 400 || RETRY_LATER.has(type)) return trouble;
  return {kind: 'refused', type, detail: String(problem['detail'] ?? '')};
}
