import { typed } from '../cli/command-name.ts';
import type { AssetRecord } from '@keepsake/engine';
import type { Output } from '../cli/output.ts';
import { printable } from '../display/format.ts';
import { ignoredReason, reasonOfFailure } from '../display/words.ts';
import { listAll } from '../session/list-all.ts';
import type { Session } from '../session/open-session.ts';

/** Names that are listed one by one; the others are counted. */
const MOST_IGNORED = 20;
const MOST_DELETED = 20;
const MOST_FAILED = 100;

/** What a backup could not do or left alone, one JSON object a line: `{"event":"failed",…}` and its like. */
export async function writeEvents({ controller, library }: Session, output: Output): Promise<void> {
  const write = (event: object): void => output.line(JSON.stringify(event));
  for await (const { asset, settlement } of listAll(controller, 'candidate', 'failed')) {
    if (settlement.kind === 'failed') write({ event: 'failed', id: asset.id, ...settlement.failure });
  }
  for await (const { asset, settlement } of listAll(controller, undefined, 'deleted-on-server')) {
    if (settlement.kind === 'deleted-on-server')
      write({ event: 'deleted-on-server', id: asset.id, atMs: settlement.atMs });
  }
  for await (const { asset, standing } of listAll(controller, 'ignored', undefined)) {
    if (standing.kind === 'ignored') write({ event: 'ignored', id: asset.id, reason: standing.reason });
  }
  for (const problem of library.problems()) write({ event: 'unreadable', ...problem });
}

/** Each failed file, each that was deleted on the server and each ignored one, with the reason. */
export async function listNames({ controller, library }: Session, output: Output): Promise<void> {
  await list(listAll(controller, 'candidate', 'failed'), output, {
    title: 'Failed:',
    most: MOST_FAILED,
    rest: (count) => `… and ${count} more: ${typed('failed')}`,
    lineOf: ({ asset, settlement }) =>
      settlement.kind === 'failed' && `${printable(asset.id)}: ${reasonOfFailure(settlement.failure)}`,
  });
  await list(listAll(controller, undefined, 'deleted-on-server'), output, {
    title: 'Deleted on the server:',
    most: MOST_DELETED,
    rest: (count) => `… and ${count} more`,
    lineOf: ({ asset }) => printable(asset.id),
  });
  await list(listAll(controller, 'ignored', undefined), output, {
    title: 'Ignored:',
    most: MOST_IGNORED,
    rest: (count) => `… and ${count} more`,
    lineOf: ({ asset, standing }) =>
      standing.kind === 'ignored' && `${printable(asset.id)}: ${ignoredReason(standing.reason)}`,
  });
  const problems = library.problems();
  if (problems.length > 0) output.line('\nNot looked into:');
  for (const problem of problems) output.line(`  ${printable(problem.path)} ${problem.reason}`);
}

interface Listing {
  readonly title: string;
  readonly most: number;
  readonly rest: (count: number) => string;
  /** False: it does not belong here. */
  readonly lineOf: (record: AssetRecord) => string | false;
}

async function list(
  records: AsyncIterable<AssetRecord>,
  output: Output,
  { title, most, rest, lineOf }: Listing,
): Promise<void> {
  let count = 0;
  for await (const record of records) {
    const line = lineOf(record);
    if (line === false) continue;
    if (count === 0) output.line(`\n${title}`);
    count += 1;
    if (count <= most) output.line(`  ${line}`);
  }
  if (count > most) output.line(`  ${rest(count - most)}`);
}
