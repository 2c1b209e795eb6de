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
    flag('background', settings.backgroundBackup, {
      on: `backed up by itself while \`${typed('watch')}\` runs`,
      off: `not backed up by itself, also while \`${typed('watch')}\` runs`,
    }),
    flag('only-charging', settings.requireCharging, {
      on: 'by itself only while this computer is plugged in',
      off: 'by itself whether this computer is plugged in or not',
    }),
    [`--delay ${triggerDelayMs / 1_000}`, 'seconds without a change before it begins by itself'],
    [`--jobs ${parallelUploads}`, parallelUploads === 1 ? 'file sent at once' : 'files sent at once'],
    order === 'newest-first'
      ? ['--order newest', 'the newest are sent first']
      : ['--order photos', 'photos are sent before videos'],
    cutOffAtMs === null
      ? ['--since all', 'whatever its date']
      : [`--since ${dayOf(cutOffAtMs)}`, 'nothing older than this day'],
    flag('skip-cloud', settings.ignoreIcloudAssets, {
      on: 'what is in a cloud and not on this computer is left alone',
      off: 'what is in a cloud and not on this computer is fetched',
    }),
    flag('sync-albums', settings.syncAlbums, {
      on: 'put into albums on the server that are named like the folders',
      off: 'put into no albums on the server',
    }),
  ];
  const width = Math.max(...rows.map(([words]) => words.length));
  return rows.map(([words, meaning]) => `${words.padEnd(width)}  ${meaning}`);
}

/** An option as it is set, with what that means. */
const flag = (
  name: string,
  isOn: boolean,
  { on, off }: { readonly on: string; readonly off: string },
): readonly [string, string] => (isOn ? [`--${name}`, on] : [`--no-${name}`, off]);
