import type { ErrorCode } from '../errors/backup-error.ts';
import { settingsOf, type Settings } from '../model/settings.ts';
import type { RunOutcome } from '../run/run-machine.ts';
import { summariseTotals } from '../statistics/statistics.ts';
import { NO_DAMAGE } from '../verify/no-damage.ts';
import type { BackupController, BackupStatus } from './backup-controller.ts';
import type { BackupSnapshot } from './snapshot.ts';

/** What was true of a library when it was last open. */
export type LastKnown = Pick<BackupStatus, 'statistics' | 'lastBackupAtMs' | 'lastVerifiedAtMs' | 'damage'>;

/** What a snapshot tells of a library that is about to be closed; undefined: nothing was read yet. */
export function lastKnownOf({
  statistics,
  lastBackupAtMs,
  lastVerifiedAtMs,
  damage,
}: BackupSnapshot): LastKnown | undefined {
  return statistics && damage && { statistics, lastBackupAtMs, lastVerifiedAtMs, damage };
}

/** Why there is nothing to back up yet. */
export interface Quiet {
  /** How each run ends. */
  readonly outcome: RunOutcome & { kind: 'stopped' };
  /** What was set while nothing was there to keep it; it goes into the first library. */
  settings: Partial<Settings>;
  /** Of whoever signed out and comes back; undefined: nothing is known. */
  readonly known: LastKnown | undefined;
}

const NOTHING = { count: 0, sizeBytes: 0 };

const STATUS: BackupStatus = {
  statistics: summariseTotals({ groups: [] }),
  waiting: {
    room: NOTHING,
    'device-room': NOTHING,
    network: NOTHING,
    'wi-fi': NOTHING,
    power: NOTHING,
    'icloud-download': NOTHING,
    retry: NOTHING,
    'its-turn': NOTHING,
  },
  lastBackupAtMs: undefined,
  lastVerifiedAtMs: undefined,
  damage: NO_DAMAGE,
};

const SNAPSHOT: BackupSnapshot = {
  activity: { kind: 'idle' },
  statistics: STATUS.statistics,
  lastBackupAtMs: undefined,
  lastVerifiedAtMs: undefined,
  damage: STATUS.damage,
  progress: undefined,
  transfers: [],
  storage: undefined,
  albumSync: undefined,
  lastOutcome: undefined,
  isPaused: false,
};

/** Nothing is there to back up, for this reason. */
export function nothingYet(
  code: ErrorCode,
  detail: string,
  settings: Partial<Settings> = {},
  known?: LastKnown,
): Quiet {
  return { outcome: { kind: 'stopped', code, detail }, settings, known };
}

/** The controller where there is no library yet: an empty one, in which nothing fails. What was known it still counts. */
export function createQuietController(quiet: Quiet): BackupController {
  const snapshot: BackupSnapshot = { ...SNAPSHOT, ...quiet.known };
  const status: BackupStatus = { ...STATUS, ...quiet.known };
  return {
    snapshot: () => snapshot,
    subscribe: () => () => undefined,
    scan: async () => quiet.outcome,
    start: async () => quiet.outcome,
    cancel: () => undefined,
    readStatus: async () => status,
    listAlbums: async () => [],
    chooseAlbums: async () => undefined,
    readSettings: async () => settingsOf(quiet.settings),
    async changeSettings(settings) {
      quiet.settings = { ...quiet.settings, ...settings };
    },
    listAssets: async () => [],
    explain: async () => undefined,
    retry: async () => 0,
    uploadAgain: async () => 0,
    verify: async () => ({ outcome: quiet.outcome, report: undefined }),
    proposeFreeing: async () => ({ records: [], sizeBytes: 0, unprovenCount: 0 }),
    freeSpace: async () => ({ outcome: quiet.outcome, result: undefined }),
  };
}
