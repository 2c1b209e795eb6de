import { typed } from '../cli/command-name.ts';
import type {
  AssetRecord,
  DamageState,
  RunOutcome,
  Statistics,
  Verdict,
  VerifyReport,
} from '@keepsake/engine';
import { formatAgo, formatAssets, formatCount, libraryWords, printable, shellWord } from './format.ts';
import { isSome, part, sumLines } from './sum-lines.ts';
import { outcomeSentence } from './summary.ts';
import { STOPPED_COMPARISON, stopSentence } from './words.ts';

/** Names that are listed one by one. */
const MOST_LISTED = 100;

/** What the end of a verification says that found nothing. */
export function verifyOutcomeSentence(outcome: RunOutcome): string {
  if (outcome.kind === 'cancelled') return 'Stopped. What was compared so far is noted.';
  if (outcome.kind === 'stopped') return stopSentence(outcome.code, outcome.detail, STOPPED_COMPARISON);
  return outcomeSentence(outcome, undefined);
}

/** What a verification found, in numbers that add up. */
export function verifyLines(report: VerifyReport): readonly string[] {
  const { checkedCount, soundCount, missingCount, damagedCount, unknownCount, isDeep } = report;
  if (checkedCount === 0) return ['Nothing is backed up yet, so there is nothing to compare.'];
  const differingCount = missingCount + damagedCount;
  const sentence =
    differingCount > 0
      ? `${formatAssets(differingCount)} ${differingCount === 1 ? 'is' : 'are'} not on the server as ${differingCount === 1 ? 'it was' : 'they were'} sent.`
      : unknownCount > 0
        ? 'Nothing differs, as far as it can be told.'
        : 'Everything that is backed up is on the server.';
  const parts = [
    part(
      soundCount,
      isDeep ? 'on the server, which read every byte of them again' : 'on the server, with the same checksum',
    ),
    part(missingCount, 'deleted on the server'),
    part(damagedCount, 'lost or damaged on the server'),
    part(unknownCount, 'known to the server by name; they were never read here, so no checksum is known'),
  ].filter(isSome);
  return [sentence, '', ...sumLines([{ count: checkedCount, label: 'compared', parts }])];
}

/** What was chosen and is not on the server, so that no verification compares it. */
export interface NotBackedUp {
  readonly failedCount: number;
  /** Without what was found damaged and is sent again, of which {@link damageLines} tells. */
  readonly waitingCount: number;
}

export function notBackedUpOf(
  { candidates }: Pick<Statistics, 'candidates'>,
  damage: Pick<DamageState, 'waitingCount'>,
): NotBackedUp {
  const { failedCount, waitingCount } = candidates;
  return { failedCount, waitingCount: Math.max(0, waitingCount - damage.waitingCount) };
}

/** The same in sentences, with what helps; `library` where a command must name its folders. */
export function notBackedUpLines(
  { failedCount, waitingCount }: NotBackedUp,
  library: readonly string[] = [],
): readonly string[] {
  const lines: string[] = [];
  if (failedCount > 0)
    lines.push(
      `${formatAssets(failedCount)} could not be backed up. To see why: ${typed(`failed${libraryWords(library)}`)}`,
    );
  if (waitingCount > 0) {
    const command = typed(['backup', ...library.map(shellWord)].join(' '));
    lines.push(
      `${formatAssets(waitingCount)} ${waitingCount === 1 ? 'is' : 'are'} not backed up yet. To send ${waitingCount === 1 ? 'it' : 'them'}: ${command}`,
    );
  }
  return lines;
}

/** What verifications found damaged and is not there again yet, and what is since the last one. */
export function damageLines(
  { openCount, waitingCount, lostCount, foundAtMs, mendedCount, mendedAtMs }: DamageState,
  nowMs: number,
): readonly string[] {
  const lines: string[] = [];
  if (foundAtMs !== undefined) {
    const found = `${formatAssets(openCount)} ${openCount === 1 ? 'was' : 'were'} found lost or damaged on the server (last ${formatAgo(foundAtMs, nowMs)}).`;
    const again =
      waitingCount === openCount
        ? `The next backup sends ${openCount === 1 ? 'it' : 'them'} again.`
        : waitingCount === 0
          ? `\`${typed('why FILE')}\` says why ${openCount === 1 ? 'it is' : 'they are'} not sent again.`
          : `The next backup sends ${formatCount(waitingCount)} of them again; \`${typed('why FILE')}\` says why not the others.`;
    lines.push(`${found} ${again}`);
  }
  if (lostCount > 0)
    lines.push(
      `${formatAssets(lostCount)} ${lostCount === 1 ? 'is' : 'are'} lost or damaged on the server and no longer in this library. Where else you have ${lostCount === 1 ? 'it' : 'them'}, back ${lostCount === 1 ? 'it' : 'them'} up from there.`,
    );
  if (mendedAtMs !== undefined)
    lines.push(
      `${formatAssets(mendedCount)} that ${mendedCount === 1 ? 'was' : 'were'} lost or damaged on the server ${mendedCount === 1 ? 'is' : 'are'} there again (confirmed ${formatAgo(mendedAtMs, nowMs)}).`,
    );
  return lines;
}

/** Each asset that differs, with the reason and what follows from it; `library` where a command must name its folders. */
export function differenceLines(report: VerifyReport, library: readonly string[] = []): readonly string[] {
  const count = report.missingCount + report.damagedCount;
  if (count === 0) return [];
  const listed = report.differing.slice(0, MOST_LISTED);
  return [
    '',
    'Differing:',
    ...listed.map(
      ({ record, verdict }) => `  ${printable(record.asset.id)}: ${differenceReason(record, verdict)}`,
    ),
    ...(count > listed.length ? [`  … and ${formatCount(count - listed.length)} more`] : []),
    ...(report.missingCount > 0
      ? [
          '',
          `To send again what was deleted on the server: ${typed(`upload-again --all${libraryWords(library)}`)}`,
        ]
      : []),
  ];
}

/** Why an asset is not on the server as it was sent; the end of a sentence. */
export function differenceReason({ albumIds }: AssetRecord, { kind }: Verdict): string {
  const isHere = albumIds.length > 0;
  switch (kind) {
    case 'missing':
      return isHere
        ? 'the server does not have it any more, or only in its trash'
        : 'neither the server nor this library has it any more';
    case 'damaged':
      return isHere
        ? 'what the server keeps is damaged; the next backup sends it again'
        : 'what the server keeps is damaged, and this library does not have it any more';
    case 'lost':
      return isHere
        ? 'the server has lost it, and nobody deleted it there; the next backup sends it again'
        : 'the server has lost it, and this library does not have it any more';
    case 'sound':
    case 'unknown':
      return 'it does not differ';
  }
}
