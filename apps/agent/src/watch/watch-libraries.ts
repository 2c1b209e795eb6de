import type { CancelSignal, Clock } from '@keepsake/engine';
import { createSystemConditions } from '../device/system-conditions.ts';
import type { LibraryFolders, Profile } from '../profile/profile.ts';
import { openSession } from '../session/open-session.ts';
import { LibraryReport } from './library-report.ts';
import { watchLibrary, type LibraryWatch } from './library-watch.ts';
import { writeWatchNote, type NotedState } from './watch-note.ts';
import type { WatchLog } from './watch-log.ts';

/** A library that was backed up for the first time is watched after this long at the latest. */
const LOOK_MS = 5_000;

export interface WatchLibrariesDeps {
  readonly profile: Profile;
  readonly log: WatchLog;
  readonly clock: Clock;
  /** The one library that the person named; undefined: all of the profile. */
  readonly named: LibraryFolders | undefined;
  /** Reaches a person who reads no log, with what they should look at. */
  readonly alert: (sentence: string) => void;
}

/** Watches libraries until it is told to stop, and has stopped what was running. */
export async function watchLibraries(
  { profile, log, clock, named, alert }: WatchLibrariesDeps,
  signal: CancelSignal,
): Promise<void> {
  const conditions = createSystemConditions({ clock });
  const watches = new Map<string, LibraryWatch>();
  const states = new Map<string, NotedState>();
  // Whoever signs in as somebody else later has named nothing.
  const userId = (await profile.readCredentials().catch(() => undefined))?.userId;
  let noting: Promise<void> = Promise.resolve();

  const begin = (folders: LibraryFolders): void => {
    const key = JSON.stringify(folders);
    if (watches.has(key)) return;
    const report = new LibraryReport({
      folders,
      log,
      now: () => clock.now(),
      label: () => (watches.size > 1 ? `${folders.join(', ')}: ` : ''),
      alert,
    });
    const watch = watchLibrary({
      folders,
      openSession: (folderWatch) =>
        openSession(profile, { kind: 'known', folders }, { conditions, watch: folderWatch }),
      credentialsFile: profile.credentialsFile,
      mayBegin: (id) => named !== undefined && id === userId,
      conditions,
      clock,
      report,
      onState(state) {
        states.set(key, { folders, ...state });
        noting = noting.then(() => writeWatchNote(profile, [...states.values()]));
      },
    });
    watches.set(key, watch);
  };

  /** What a person left out on a screen, or joined to another library there, is a library no more. */
  const endOthers = async (wanted: ReadonlySet<string>): Promise<void> => {
    for (const [key, watch] of watches) {
      if (wanted.has(key)) continue;
      watches.delete(key);
      await watch.stop();
      states.delete(key);
      const folders = JSON.parse(key) as LibraryFolders;
      log.say(
        { event: 'unwatched', ...{ folders } },
        `No longer watching ${folders.join(', ')}, which was left out or joined to others.`,
      );
    }
  };

  try {
    while (!signal.aborted) {
      const wanted = named === undefined ? await profile.readLibraries() : [named];
      for (const folders of wanted) begin(folders);
      // A list with nothing in it was damaged, or forgotten: whoever is not signed in has nothing sent.
      if (wanted.length > 0) await endOthers(new Set(wanted.map((folders) => JSON.stringify(folders))));
      await clock.sleep(LOOK_MS, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await Promise.all([...watches.values()].map((watch) => watch.stop()));
    await noting;
  }
}
