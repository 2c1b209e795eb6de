import { typed } from '../cli/command-name.ts';
import type { AssetRecord, ErrorCode, Failure, Hold, LackOfRoom, WaitingFor, Why } from '@keepsake/engine';
import { formatAgo, formatCounted, printable } from './format.ts';
import { retrySentence } from './retry-words.ts';

/** What went wrong with one file, in plain words. */
export function reasonOf(code: ErrorCode): string {
  switch (code) {
    case 'network':
      return 'the connection to the server was lost';
    case 'untrusted-server':
      return 'the certificate of the server is not trusted';
    case 'timeout':
      return 'the transfer stalled';
    case 'server-error':
      return 'the server had a problem';
    case 'too-many-requests':
      return 'the server is too busy';
    case 'bad-answer':
      return 'the server’s answer made no sense';
    case 'checksum-mismatch':
      return 'the file did not arrive as it was sent';
    case 'changed-while-reading':
      return 'the file kept changing while it was read';
    case 'read-failed':
      return 'the file could not be read from the disk';
    case 'download-failed':
      return 'its original is in the cloud and could not be downloaded; open it once so that it comes to this computer, or tell the cloud to keep it here';
    case 'asset-gone':
      return 'the file is gone';
    case 'file-unreadable':
      return 'Keepsake is not allowed to read the file';
    case 'empty-file':
      return 'the file is empty (0 bytes)';
    case 'unsupported-type':
      return 'the server does not take this type of file';
    case 'rejected':
      return 'the server refused the file';
    case 'device-full':
      return 'this computer’s disk is full';
    case 'quota-exceeded':
      return 'your storage on the server is full';
    case 'server-disk-full':
      return 'the server’s disk is full';
    case 'unauthorized':
      return 'your sign-in is no longer valid';
    case 'forbidden':
      return 'your sign-in does not allow backing up';
    case 'not-a-photo-server':
      return 'the address does not belong to a photo server';
    case 'library-unavailable':
      return 'the folder cannot be found';
    case 'library-permission-lost':
      return 'Keepsake is not allowed to read the folder';
    case 'ledger-unavailable':
      return 'Keepsake’s own notes cannot be read';
  }
}

/** The same with what the server said, where only that tells what to do. */
export function reasonOfFailure({ code, detail }: Pick<Failure, 'code' | 'detail'>): string {
  if (code !== 'rejected' || detail === '') return reasonOf(code);
  return `${reasonOf(code)}: ${asClause(detail.replace(/^The server says: /, ''))}`;
}

/** A sentence as part of another one. */
const asClause = (detail: string): string => printable(detail).replace(/\.+$/, '');

/** What was stopped, and how a person begins it again; the words of sentences. */
export interface Stopped {
  readonly what: string;
  /** Undefined: it begins again by itself. */
  readonly again: string | undefined;
  /** What was done is done, and the next one goes on from there. */
  readonly goesOn: boolean;
  /** What an API key may not allow. */
  readonly doing: string;
}

export const STOPPED_BACKUP: Stopped = {
  what: 'The backup',
  again: 'run the backup again',
  goesOn: true,
  doing: 'backing up',
};
export const STOPPED_RESTORE: Stopped = {
  what: 'The restore',
  again: 'restore again',
  goesOn: true,
  doing: 'restoring',
};
export const STOPPED_COMPARISON: Stopped = {
  what: 'The comparison',
  again: 'verify again',
  goesOn: false,
  doing: 'comparing',
};
/** Of any other command. */
export const STOPPED_COMMAND: Stopped = {
  what: 'The command',
  again: 'try again',
  goesOn: false,
  doing: 'this',
};

/** Why something stopped, and what to do; whole sentences. */
export function stopSentence(
  code: ErrorCode,
  detail: string,
  { what, again, goesOn, doing }: Stopped,
): string {
  const then = again === undefined ? '' : `, then ${again}`;
  const thenOn = again !== undefined && goesOn ? `${then}; it goes on where it stopped` : then;
  switch (code) {
    case 'quota-exceeded':
      return `Your storage on the server is full. Free some space there or ask for more${thenOn}.`;
    case 'server-disk-full':
      return `The server’s disk is full. Make room on the server${thenOn}.`;
    case 'device-full':
      return `This computer’s disk is full. Make room on it${thenOn}.`;
    case 'unauthorized':
      return `Your sign-in is no longer valid. Sign in again with \`${typed('login')}\`.`;
    case 'forbidden':
      return `Your API key does not allow ${doing}. Make one with all permissions, or sign in with your password.`;
    case 'network':
      return `The server could not be reached${becauseOf(detail)}. Check that it is running and that you are online${then}.`;
    case 'untrusted-server':
      return `The server is not trusted${becauseOf(detail)}, so nothing is sent to it. On a guest network, sign in there first; else whoever keeps the server can renew its certificate, or this computer can be told to trust it.${again === undefined ? '' : ` Then ${again}.`}`;
    case 'too-many-requests':
      return `The server is too busy.${again === undefined ? '' : ` Wait a while${thenOn}.`}`;
    case 'timeout':
    case 'server-error':
      return `The server kept failing. Look at its log${thenOn}.`;
    case 'bad-answer':
    case 'not-a-photo-server':
      return `The answer did not come from a photo server (${asClause(detail)}). Check the address and your network’s sign-in page.`;
    case 'library-unavailable':
    case 'library-permission-lost':
      return printable(detail);
    case 'ledger-unavailable':
      return `Keepsake’s own notes about this library cannot be used (${asClause(detail)}). Your photos are not touched. Check that the disk is not full and that KEEPSAKE_HOME is yours to write to.`;
    default:
      return `${what} stopped: ${reasonOf(code)}.`;
  }
}

/** What is known of a lost connection, where it is more than that it is lost. */
function becauseOf(detail: string): string {
  const reason = /^No (?:safe )?connection to the server: (.+)$/.exec(detail)?.[1];
  return reason === undefined ? '' : ` (${asClause(reason)})`;
}

/** The one answer to why, as a sentence. */
export function whySentence(why: Why, nowMs: number): string {
  switch (why.kind) {
    case 'backed-up':
      return `Backed up ${formatAgo(why.atMs, nowMs)}: the server confirmed it.`;
    case 'duplicate':
      // It may have come from here: touched since, sent under another name, or joined by its motion part now.
      return `Backed up: the server had the same file already when Keepsake looked (${formatAgo(why.atMs, nowMs)}).`;
    case 'waiting':
      return waitingSentence(why.for, nowMs);
    case 'deleted-on-server':
      return `Deleted on the server (noticed ${formatAgo(why.atMs, nowMs)}), so it is not sent again by itself. \`${typed('upload-again FILE')}\` sends it.`;
    case 'failed':
      return `Not backed up: ${reasonOfFailure(why.failure)} (tried ${formatCounted(why.failure.attempts, 'time')}, last ${formatAgo(why.failure.atMs, nowMs)}). ${retrySentence(why.failure)}`;
    case 'excluded':
      return `Not backed up, because the album "${printable(why.albumName ?? why.byAlbum)}" is excluded.`;
    case 'not-selected':
      return 'Not backed up, because none of its albums is selected.';
    case 'ignored':
      return `Left alone, because ${ignoredReason(why.reason)}.`;
    case 'gone':
      return `Gone: the file vanished before it could be backed up (noticed ${formatAgo(why.atMs, nowMs)}).`;
  }
}

/** What the server was found to have done to a photo, and what became of it; undefined: there is nothing to say. */
export function findingSentence(
  { finding, settlement, standing }: Pick<AssetRecord, 'finding' | 'settlement' | 'standing'>,
  nowMs: number,
): string | undefined {
  // What is deleted there says so already.
  if (finding === undefined || settlement.kind === 'deleted-on-server') return undefined;
  const what = finding.what === 'damaged' ? 'lost or damaged on the server' : 'deleted on the server';
  const found = `Found ${what} ${formatAgo(finding.atMs, nowMs)}`;
  if (finding.mendedAtMs !== undefined)
    return `${found}; there again, and confirmed, ${formatAgo(finding.mendedAtMs, nowMs)}.`;
  if (settlement.kind === 'backed-up')
    return `${found}, and no longer in this library. Where else you have it, back it up from there.`;
  const isSentAgain =
    standing.kind === 'candidate' && (settlement.kind === 'pending' || settlement.kind === 'retrying');
  return isSentAgain ? `${found}; it is sent again.` : `${found}.`;
}

function waitingSentence(waitingFor: WaitingFor, nowMs: number): string {
  switch (waitingFor.kind) {
    case 'its-turn':
      return 'Waiting for its turn: the next backup sends it.';
    case 'icloud-download':
      return 'Waiting for its turn: its original is in the cloud, and the next backup downloads it first.';
    case 'network':
      return 'Waiting for a network: the backup goes on when there is one.';
    case 'wi-fi':
      return 'Waiting for Wi-Fi: it is not sent over mobile data.';
    case 'power':
      return 'Waiting for power: it is sent while this computer charges.';
    case 'room':
      return `Waiting for room on ${placeOf(waitingFor.lack)}: ${reasonOf(waitingFor.lack.code)} (noticed ${formatAgo(waitingFor.lack.atMs, nowMs)}).`;
    case 'retry':
      return `Waiting to be tried again: ${reasonOfFailure(waitingFor.failure)} (tried ${formatCounted(waitingFor.failure.attempts, 'time')}).`;
  }
}

/** What assets are waiting for; goes on after "waiting". */
export function waitingReason(waitingFor: WaitingFor): string {
  switch (waitingFor.kind) {
    case 'its-turn':
      return 'for their turn: the next backup sends them';
    case 'icloud-download':
      return 'for their download from the cloud: the next backup does it';
    case 'network':
    case 'wi-fi':
    case 'power':
      return HOLD_WORDS[waitingFor.kind];
    case 'room':
      return `for room on ${placeOf(waitingFor.lack)}: ${reasonOf(waitingFor.lack.code)}`;
    case 'retry':
      return `to be tried again: ${reasonOfFailure(waitingFor.failure)}`;
  }
}

const placeOf = ({ code }: LackOfRoom): string => (code === 'device-full' ? 'this computer' : 'the server');

/** What keeps photos from being sent; goes on after "waiting". */
export const HOLD_WORDS: Readonly<Record<Hold, string>> = {
  network: 'for a network',
  'wi-fi': 'for Wi-Fi',
  power: 'for power',
};

/** Why an asset is ignored; the end of a sentence. */
export function ignoredReason(reason: (Why & { kind: 'ignored' })['reason']): string {
  switch (reason) {
    case 'unsupported-type':
      return 'it is not a photo or video';
    case 'in-cloud':
      return 'its original is not on this computer';
    case 'before-cut-off':
      return 'it is older than the date from which you back up';
  }
}
