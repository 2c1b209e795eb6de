import type { AlbumChoice, AlbumId, Clock, Conditions, Settings } from '@keepsake/engine';
import { openLedgerReports, type LedgerReports } from '@keepsake/ledger';
import { openNodeSqliteDriver } from '@keepsake/ledger/node';
import type { HeldFileLock } from '../../device/file-lock.ts';
import type { LibraryFolders, Profile } from '../../profile/profile.ts';
import { openSession, type Session } from '../../session/open-session.ts';
import { takeActingLock } from '../../watch/watch-lock.ts';
import { actByItself, type SelfActing } from './giving-way.ts';

/** What a person said about one library, to be said of the next one, too. */
export interface Wishes {
  readonly settings: Partial<Settings>;
  readonly choices: ReadonlyMap<AlbumId, AlbumChoice>;
  /** It was backed up: what takes its place goes on by itself. */
  readonly isBegun?: boolean;
}

/** A library of the signed-in person, with all that screens ask of it. */
export interface OpenLibrary extends Pick<SelfActing, 'controller' | 'begin' | 'makeUp'> {
  readonly session: Session;
  readonly reports: LedgerReports;
  /** What is to be kept when other folders take its place. */
  readWishes(): Promise<Wishes>;
  /** Says what was said elsewhere, also of albums that are not here yet, and scans. */
  takeOver(wishes: Wishes): Promise<void>;
  /** Stops what runs, loses nothing, and closes everything. */
  close(): Promise<void>;
}

export interface OpenLibraryDeps {
  readonly profile: Profile;
  readonly clock: Clock;
  readonly conditions: Conditions;
}

/** Opens the library in these folders, whether they are there now or not. Errors: as `openSession`. */
export async function openLibrary(
  folders: LibraryFolders,
  { profile, clock, conditions }: OpenLibraryDeps,
): Promise<OpenLibrary> {
  const session = await openSession(profile, { kind: 'known', folders }, { conditions });
  let reports: LedgerReports;
  try {
    reports = await openLedgerReports(openNodeSqliteDriver(session.ledgerFile));
  } catch (error) {
    await session.close();
    throw error;
  }
  const acting = actByItself(session, { clock, conditions });
  const controller = {
    ...acting.controller,
    async chooseAlbums(choices: Wishes['choices']) {
      await acting.controller.chooseAlbums(choices);
      await session.forgetLoss();
    },
  };
  let lock: Promise<HeldFileLock | undefined> | undefined;
  let isClosed = false;
  return {
    session,
    reports,
    controller,
    begin() {
      if (isClosed) return;
      acting.begin();
      // For `keepsake status`, and for nothing else.
      lock ??= takeActingLock(session.ledgerFile).catch(() => undefined);
    },
    makeUp: () => acting.makeUp(),
    async readWishes() {
      const chosen = (await controller.listAlbums()).filter(({ choice }) => choice !== 'none');
      return {
        settings: await controller.readSettings(),
        choices: new Map(chosen.map(({ id, choice }) => [id, choice])),
        isBegun: controller.snapshot().lastBackupAtMs !== undefined,
      };
    },
    async takeOver({ settings, choices }) {
      if (Object.keys(settings).length > 0) await controller.changeSettings(settings);
      // Before anything can be looked at, which can fail or be stopped: what was excluded stays out whatever becomes of that.
      if (choices.size > 0) await controller.chooseAlbums(choices);
      await controller.scan();
    },
    async close() {
      isClosed = true;
      await acting.end();
      (await lock)?.release();
      await reports.close();
      await session.close();
    },
  };
}
