import { readJsonFile, writeJsonFile } from '../profile/json-file.ts';
import type { Profile } from '../profile/profile.ts';
import type { Session } from '../session/open-session.ts';
import { isActing, isWatching } from './watch-lock.ts';
import type { SelfBackup, WatchState } from './watch-state.ts';

/** What is known of a watched library by those who are not the watch. */
export type NotedState = { readonly folders: readonly string[] } & WatchState;

/** Writes down how the watched libraries stand, for `keepsake status`. Never fails: nothing depends on it. */
export async function writeWatchNote(
  { watchFile }: Profile,
  libraries: readonly NotedState[],
): Promise<void> {
  await writeJsonFile(watchFile, { libraries }).catch(() => undefined);
}

/** Who backs a library up by itself now, and how it stands according to the watch; undefined: nobody does. */
export async function readSelfBackup(
  profile: Profile,
  { folders, ledgerFile, controller }: Pick<Session, 'folders' | 'ledgerFile' | 'controller'>,
): Promise<SelfBackup | undefined> {
  const watch = await readWatch(profile, folders);
  if (watch !== undefined || !(await isActing(ledgerFile))) return watch;
  const { backgroundBackup } = await controller.readSettings();
  const isChosen = (await controller.listAlbums()).some(({ choice }) => choice === 'selected');
  return backgroundBackup && isChosen ? { kind: 'screens' } : undefined;
}

async function readWatch(profile: Profile, folders: readonly string[]): Promise<WatchState | undefined> {
  if (!(await isWatching(profile))) return undefined;
  const file = await readJsonFile(profile.watchFile);
  const libraries = file.kind === 'read' ? file.fields['libraries'] : undefined;
  if (!Array.isArray(libraries)) return undefined;
  const key = JSON.stringify(folders);
  return (libraries as unknown[]).filter(isNoted).find((noted) => JSON.stringify(noted.folders) === key);
}

function isNoted(value: unknown): value is NotedState {
  if (typeof value !== 'object' || value === null || !('folders' in value) || !('kind' in value))
    return false;
  if (value.kind === 'backing-up') return true;
  return (
    value.kind === 'waiting' &&
    'endedAtMs' in value &&
    typeof value.endedAtMs === 'number' &&
    'nextAtMs' in value &&
    typeof value.nextAtMs === 'number' &&
    'isHindered' in value &&
    typeof value.isHindered === 'boolean' &&
    'troubles' in value &&
    Array.isArray(value.troubles) &&
    value.troubles.every((sentence) => typeof sentence === 'string')
  );
}
