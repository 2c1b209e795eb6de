import { typed } from '../cli/command-name.ts';
import type { AssetRecord, Settings, Why } from '@keepsake/engine';
import { shellWord } from './format.ts';

/** Which setting keeps an asset from being backed up, and how that is lifted; undefined: none does. */
export function settingSentence(
  { record, why }: { readonly record: AssetRecord; readonly why: Why },
  { cutOffAtMs }: Settings,
): string | undefined {
  if (why.kind !== 'ignored') return undefined;
  switch (why.reason) {
    case 'before-cut-off':
      return cutOffAtMs === null
        ? undefined
        : `It is of ${dayOf(record.asset.createdAtMs)}; only what is of ${dayOf(cutOffAtMs)} or later is backed up. To back up everything: ${typed('backup --since all')}`;
    case 'in-cloud':
      return `To fetch such files and back them up: ${typed('backup --no-skip-cloud')}`;
    case 'unsupported-type':
      return undefined;
  }
}

/**
 * That older photos are left out; undefined where none is to be. It is remembered, and must not be forgotten. `folders` where the
 * command must name them.
 */
export function cutOffSentence(
  { cutOffAtMs }: Settings,
  folders: readonly string[] = [],
): string | undefined {
  if (cutOffAtMs === null) return undefined;
  const command = typed(['backup', ...folders.map(shellWord), '--since all'].join(' '));
  return `Only what is of ${dayOf(cutOffAtMs)} or later is backed up; this choice is remembered. To back up everything: ${command}`;
}

/** A day here, as it is written after `--since`. */
function dayOf(atMs: number): string {
  const date = new Date(atMs);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** How everything is set, in the words by which it is changed. */
export function settingLines(settings: Settings): readonly string[] {
  const { parallelUploads, order, cutOffAtMs, triggerDelayMs } = settings;
  const rows: readonly (readonly [string, string])[] = [
    [flag('background', settings.backgroundBackup), `back up by itself while \`${typed('watch')}\` runs`],
    [flag('only-charging', settings.requireCharging), 'by itself only while this computer is plugged in'],
    [`--delay ${triggerDelayMs / 1_000}`, 'seconds without a change before it begins by itself'],
    [`--jobs ${parallelUploads}`, 'files sent at once'],
    [`--order ${order === 'newest-first' ? 'newest' : 'photos'}`, 'what is sent first'],
    [`--since ${cutOffAtMs === null ? 'all' : dayOf(cutOffAtMs)}`, 'nothing older than this day'],
    [flag('skip-cloud', settings.ignoreIcloudAssets), 'leave alone what is not on this computer'],
    [flag('sync-albums', settings.syncAlbums), 'put photos into albums on the server'],
  ];
  const width = Math.max(...rows.map(([words]) => words.length));
  return rows.map(([words, meaning]) => `${words.padEnd(width)}  ${meaning}`);
}

const flag = (name: string, isOn: boolean): string => `--${isOn ? '' : 'no-'}${name}`;
