import { BackupError, type CancelSignal } from '@keepsake/engine';
import { errorBody, routes } from '@keepsake/protocol';
import { AlbumDirectory } from './album-directory.ts';
import { jsonBody, sendToApi, type Api } from './api-call.ts';
import { apiOf, type RemoteConfig } from './connection.ts';
import { findDialect } from './dialects/find-dialect.ts';
import { errorOfAnswer, isSilence, looksLikeHtml, parsedJson } from './http-errors.ts';
import type { HttpAnswer } from './http-transport.ts';

/** The present password of whoever is signed in, and the one that is to be. Secrets: never logged, never kept. */
export interface PasswordWords {
  readonly password: string;
  readonly newPassword: string;
}

/** What came of it. Only after `changed`, and perhaps after `unanswered`, the new password holds. */
export type PasswordChange =
  /**
   * This sign-in stays, and so do keys. `hasEndedOthers`: all other sessions are over; false: perhaps, for only newer versions of Immich
   * end them.
   */
  | { readonly kind: 'changed'; readonly hasEndedOthers: boolean }
  | { readonly kind: 'wrong-password' }
  /** The API key may not do this. */
  | { readonly kind: 'not-allowed' }
  /** The server does not know how to. */
  | { readonly kind: 'not-offered' }
  /** The server takes this sign-in no longer. */
  | { readonly kind: 'signed-out' }
  /** `retryAfterMs`: so long the server wants nobody to try; undefined: it does not say. */
  | { readonly kind: 'too-many-tries'; readonly retryAfterMs?: number | undefined }
  /** The server does not take these words; `detail` is what it says. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** Nothing came, or nothing that makes sense. `isUnchanged`: the password was not even sent; else nobody knows whether it holds. */
  | { readonly kind: 'unanswered'; readonly isUnchanged: boolean };

const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * Changes the password of whoever is signed in, who stays so. What the limits of the protocol do not allow is not to be asked for.
 * What the server says, or does not, is an answer, never an error; a cancelled signal is thrown as it is. Not to be repeated unasked.
 */
export async function changePassword(
  config: RemoteConfig,
  { password, newPassword }: PasswordWords,
  signal: CancelSignal,
): Promise<PasswordChange> {
  let isSent = false;
  try {
    const api = apiOf(config);
    const product = await findProduct(api, signal);
    isSent = true;
    const body = jsonBody({ password, newPassword, invalidateSessions: true });
    return await outcomeOf(await sendToApi(api, routes.changePassword, { body }, signal), product);
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    if (error.code === 'unauthorized') return { kind: 'signed-out' };
    return { kind: 'unanswered', isUnchanged: !isSent };
  }
}

/** Which kind of server it is. Asked first, so that of one that is away it is known that nothing was changed. */
async function findProduct(api: Api, signal: CancelSignal): Promise<'keepsake' | 'immich' | undefined> {
  try {
    return (await findDialect(api, new AlbumDirectory(api), signal)).product;
  } catch (error) {
    if (!(error instanceof BackupError) || isSilence(error) || error.code === 'bad-answer') throw error;
    // It is there, and has something against this question alone.
    return undefined;
  }
}

async function outcomeOf(
  answer: HttpAnswer,
  product: 'keepsake' | 'immich' | undefined,
): Promise<PasswordChange> {
  const text = await answer.text(MAX_ANSWER_BYTES).catch((error: unknown) => {
    // The status says enough.
    if (error instanceof BackupError) return '';
    throw error;
  });
  if (answer.status >= 200 && answer.status < 300)
    return looksLikeHtml(answer, text)
      ? { kind: 'unanswered', isUnchanged: false }
      : { kind: 'changed', hasEndedOthers: product === 'keepsake' };
  if (answer.status === 404 || answer.status === 405) return { kind: 'not-offered' };
  if (isWrongPassword(answer.status, text)) return { kind: 'wrong-password' };
  const { code, message, retryAfterMs } = errorOfAnswer(answer, text);
  switch (code) {
    case 'unauthorized':
      return { kind: 'signed-out' };
    case 'forbidden':
      return { kind: 'not-allowed' };
    case 'too-many-requests':
      return { kind: 'too-many-tries', retryAfterMs };
    case 'network':
    case 'timeout':
    case 'server-error':
    case 'server-disk-full':
      // A proxy may say so of a server that has done it.
      return { kind: 'unanswered', isUnchanged: false };
    default:
      return { kind: 'refused', detail: message };
  }
}

/** Both kinds of server answer 400. Of Keepsake's the limits leave nothing else to be wrong; Immich says it in words. */
function isWrongPassword(status: number, text: string): boolean {
  if (status !== 400) return false;
  try {
    const json = parsedJson(text);
    const ours = errorBody.safeParse(json);
    if (ours.success) return ours.data.code === 'bad-request';
    return (
      typeof json === 'object' && json !== null && 'message' in json && json.message === 'Wrong password'
    );
  } catch {
    return false;
  }
}
