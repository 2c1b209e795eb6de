import type { ErrorCode, RunOutcome } from '@keepsake/engine';

/** What the command line ends with, by meaning; listed in `--help`. */
export const EXIT = {
  ok: 0,
  internal: 1,
  usage: 2,
  someFailed: 3,
  serverFull: 4,
  signIn: 5,
  serverUnreachable: 6,
  alreadyRunning: 7,
  libraryUnavailable: 8,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The meaning of each code in a few words, for `--help`. */
export const EXIT_MEANINGS: readonly (readonly [ExitCode, string])[] = [
  [EXIT.ok, 'everything that was chosen is backed up'],
  [EXIT.internal, 'a fault in Keepsake itself'],
  [EXIT.usage, 'the command was not understood'],
  [EXIT.someFailed, 'some photos or videos are not backed up, differ on the server, or were not restored'],
  [EXIT.serverFull, 'your storage or the server is full'],
  [EXIT.signIn, 'you need to sign in'],
  [EXIT.serverUnreachable, 'the server could not be reached, or is not a photo server'],
  [EXIT.alreadyRunning, 'another Keepsake is at work on this library'],
  [EXIT.libraryUnavailable, 'a folder or the ledger cannot be read, or a folder is suddenly empty'],
  [EXIT.interrupted, 'stopped with Ctrl-C'],
];

/** From the worst on; what is not here is fine. */
const BY_WEIGHT: readonly ExitCode[] = [
  EXIT.internal,
  EXIT.usage,
  EXIT.interrupted,
  EXIT.signIn,
  EXIT.serverUnreachable,
  EXIT.libraryUnavailable,
  EXIT.serverFull,
  EXIT.alreadyRunning,
  EXIT.someFailed,
];

/** The worst of what several libraries ended with. */
export function worstOf(codes: readonly ExitCode[]): ExitCode {
  return BY_WEIGHT.find((code) => codes.includes(code)) ?? EXIT.ok;
}

/** The exit code of an error that stopped a run. */
export function exitCodeOf(code: ErrorCode): ExitCode {
  switch (code) {
    case 'quota-exceeded':
    case 'server-disk-full':
      return EXIT.serverFull;
    case 'unauthorized':
    case 'forbidden':
      return EXIT.signIn;
    case 'network':
    case 'untrusted-server':
    case 'timeout':
    case 'server-error':
    case 'too-many-requests':
    case 'bad-answer':
    case 'not-a-photo-server':
      return EXIT.serverUnreachable;
    case 'library-unavailable':
    case 'library-permission-lost':
    case 'ledger-unavailable':
      return EXIT.libraryUnavailable;
    case 'checksum-mismatch':
    case 'changed-while-reading':
    case 'read-failed':
    case 'download-failed':
    case 'asset-gone':
    case 'file-unreadable':
    case 'empty-file':
    case 'unsupported-type':
    case 'rejected':
    case 'device-full':
      return EXIT.someFailed;
  }
}

/** The exit code of a run that did not come to its end. */
export function exitCodeOfOutcome(outcome: Exclude<RunOutcome, { kind: 'completed' }>): ExitCode {
  switch (outcome.kind) {
    case 'already-running':
      return EXIT.alreadyRunning;
    case 'cancelled':
      return EXIT.interrupted;
    case 'stopped':
      return exitCodeOf(outcome.code);
    case 'held-back':
    case 'out-of-time':
    case 'yielded':
      return EXIT.someFailed;
  }
}
