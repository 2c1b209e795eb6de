import { typed } from '../cli/command-name.ts';
import type { BackupSnapshot, RunOutcome } from '@keepsake/engine';
import { emptiedSentence, type EmptiedRoot } from '../device/emptied-roots.ts';
import { vanishedSentence, type VanishedFolder } from '../device/vanished-folders.ts';
import { formatAgo, formatAssets, formatBytes, formatCounted, printable } from '../display/format.ts';
import type { SelfBackup } from './watch-state.ts';
import { HOLD_WORDS, STOPPED_BACKUP, stopSentence } from '../display/words.ts';

/** How a library stands after a run: said when it begins to be so, and not again while it stays so. */
export interface Standing {
  /** Equal for what need not be said twice. */
  readonly key: string;
  readonly sentence: string;
  /** Something for the person to look at. */
  readonly isTrouble: boolean;
  /** It keeps everything from being backed up. */
  readonly isHindrance?: boolean;
}

/** What a run left for the person to know, beside its outcome. */
export interface RunFindings {
  readonly statistics: BackupSnapshot['statistics'];
  readonly emptied: readonly EmptiedRoot[];
  readonly vanished: readonly VanishedFolder[];
  readonly unreadableCount: number;
  /** Of what failed: whether trying afresh can help any of it. */
  readonly canRetryHelp: boolean;
  /** When it is tried again by itself, where that is known. */
  readonly nextTryAtMs: number | undefined;
}

const trouble = (key: string, sentence: string): Standing => ({ key, sentence, isTrouble: true });
/** What keeps everything from being backed up. */
export const hindrance = (key: string, sentence: string): Standing => ({
  ...trouble(key, sentence),
  isHindrance: true,
});
const fine = (key: string, sentence: string): Standing => ({ key, sentence, isTrouble: false });

/** How a library stands after a run; nothing after one that was stopped. At least one thing after any other. */
export function standingsOf(outcome: RunOutcome, findings: RunFindings): readonly Standing[] {
  switch (outcome.kind) {
    case 'cancelled':
      return [];
    case 'stopped': {
      // What a person is told to do again, the watch does by itself.
      const sentence = stopSentence(outcome.code, outcome.detail, { ...STOPPED_BACKUP, again: undefined });
      const again =
        findings.nextTryAtMs === undefined
          ? 'It goes on by itself when that is mended.'
          : `It is tried again by itself, next at ${formatTime(findings.nextTryAtMs)}.`;
      return [hindrance(`stopped ${outcome.code} ${sentence}`, `${sentence} ${again}`)];
    }
    case 'held-back':
      return [fine(`held-back ${outcome.by}`, `Waiting ${HOLD_WORDS[outcome.by]}. It goes on by itself.`)];
    case 'out-of-time':
    case 'yielded':
    case 'already-running':
      return [fine('other', 'Another Keepsake is at work on this library. This one goes on after it.')];
    case 'completed':
      return afterCompletion(findings);
  }
}

function afterCompletion(findings: RunFindings): readonly Standing[] {
  const { statistics, emptied, vanished, unreadableCount, canRetryHelp } = findings;
  const candidates = statistics?.candidates;
  const failedCount = candidates?.failedCount ?? 0;
  const troubles = [
    ...emptied.map((root) => trouble(`emptied ${root.path}`, emptiedSentence(root))),
    ...vanished.map((folder) => trouble(`vanished ${folder.path}`, vanishedSentence(folder))),
    ...(unreadableCount > 0
      ? [
          trouble(
            `unreadable ${unreadableCount}`,
            `${formatCounted(unreadableCount, 'place')} could not be looked into; \`${typed('backup')}\` names them.`,
          ),
        ]
      : []),
    ...(failedCount > 0
      ? [
          trouble(
            canRetryHelp ? `failed ${failedCount}` : `failed ${failedCount}, as they are`,
            canRetryHelp
              ? `${formatAssets(failedCount)} could not be backed up. To see why: ${typed('failed')}. To try again: ${typed('retry')}`
              : `${formatAssets(failedCount)} could not be backed up. To see why, and what helps: ${typed('failed')}`,
          ),
        ]
      : []),
  ];
  if (troubles.length > 0) return troubles;
  if ((candidates?.totalCount ?? 0) === 0) return [fine('nothing', 'There is nothing to back up yet.')];
  const waitingCount = candidates?.waitingCount ?? 0;
  if (waitingCount > 0)
    return [fine(`waiting ${waitingCount}`, `${formatAssets(waitingCount)} still waiting.`)];
  if ((statistics?.notSelectedCount ?? 0) > 0)
    return [fine('all', 'Everything that is selected is backed up.')];
  return [fine('all', 'Everything is backed up.')];
}

/** What a run did; undefined: nothing that changed anything on the server. */
export function doneSentence({ progress }: Pick<BackupSnapshot, 'progress'>): string | undefined {
  if (progress === undefined) return undefined;
  const { uploadedCount, duplicateCount, bytesUploaded } = progress;
  const done = [
    ...(uploadedCount > 0
      ? [`${formatAssets(uploadedCount)} backed up (${formatBytes(bytesUploaded)})`]
      : []),
    ...(duplicateCount > 0
      ? [`${formatAssets(duplicateCount)} ${duplicateCount === 1 ? 'was' : 'were'} on the server already`]
      : []),
  ];
  return done.length === 0 ? undefined : `${done.join('; ')}.`;
}

/** Whether a library is backed up by itself, for who asks how it is; whole sentences. */
export function watchLines(watch: SelfBackup | undefined, nowMs: number): readonly string[] {
  if (watch === undefined)
    return [`Not watched: nothing is backed up by itself. To begin: ${typed('watch')}`];
  if (watch.kind === 'screens')
    return [
      `Backed up by itself while Keepsake is open in the browser. To have it so always: ${typed('watch --install')}`,
    ];
  const watched = 'Watched: what changes is backed up by itself.';
  if (watch.kind === 'backing-up') return [`${watched} It is being looked at now.`];
  const last = `Last look: ${formatAgo(watch.endedAtMs, nowMs)}`;
  if (watch.troubles.length === 0) return [`${watched} ${last}`];
  const how = watch.isHindered ? 'Watched, but something is in the way.' : watched;
  return [`${how} ${last}`, ...watch.troubles.map(printable)];
}

/** A moment of the day here, as it stands before a line: `14:03:07`. */
export function formatTime(atMs: number): string {
  const date = new Date(atMs);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}
