import type { Database } from '../database/open-database.ts';
import { errorCodeOf } from '../errors/server-error.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import type { Report } from './check-findings.ts';
import { inspect, type ProofDeps, type Verdict } from './examine.ts';
import { allOriginals, type ToldOriginal } from './originals.ts';

const LOOKS_AT_ONCE = 16;
const PAGE = 500;

/** Rows by what became of their files; they add up to the rows that were there. */
export interface RowTally {
  right: number;
  missing: number;
  damaged: number;
  unreadable: number;
  /** Deleted while the check ran. */
  gone: number;
}

const nothingYet = (): RowTally => ({ right: 0, missing: 0, damaged: 0, unreadable: 0, gone: 0 });

/** Looks for the original of every row: is it there, with its size? Notes what is wrong, as the scrub does. */
export async function checkOriginals(
  deps: ProofDeps,
  report: Report,
  signal: AbortSignal,
): Promise<RowTally> {
  const tally = nothingYet();
  for await (const page of allOriginals(deps.db)) {
    for (let from = 0; from < page.length; from += LOOKS_AT_ONCE) {
      signal.throwIfAborted();
      const some = page.slice(from, from + LOOKS_AT_ONCE);
      const verdicts = await Promise.all(some.map((original) => inspect(deps, original, { signal })));
      for (const [index, original] of some.entries()) {
        const verdict = verdicts[index] ?? { kind: 'gone' };
        tally[verdict.kind] += 1;
        reportOriginal(report, original, verdict);
      }
    }
  }
  return tally;
}

function reportOriginal(
  report: Report,
  { id: asset, ownerId: owner, path }: ToldOriginal,
  verdict: Verdict,
): void {
  if (verdict.kind === 'right' || verdict.kind === 'gone') return;
  const why = verdict.kind === 'damaged' ? { why: verdict.why } : {};
  report({ problem: `original-${verdict.kind}`, path, asset, owner, ...why });
}

interface Sidecar {
  readonly id: string;
  readonly path: string;
  /** 0: kept by a version that did not note it. */
  readonly sizeBytes: number;
}

/** Looks for the sidecar of every row that has one. */
export async function checkSidecars(
  deps: { readonly db: Database; readonly store: BlobStore },
  report: Report,
  signal: AbortSignal,
): Promise<RowTally> {
  const tally = nothingYet();
  let after = '';
  for (;;) {
    signal.throwIfAborted();
    const page = await selectSidecars(deps.db)
      .where('sidecar_path', '>', after)
      .orderBy('sidecar_path')
      .limit(PAGE)
      .execute();
    const last = page.at(-1);
    if (last === undefined) return tally;
    after = last.path;
    for (const sidecar of page) {
      const kind = await lookAtSidecar(deps, sidecar);
      tally[kind] += 1;
      if (kind !== 'right' && kind !== 'gone')
        report({ problem: `sidecar-${kind}`, path: sidecar.path, asset: sidecar.id });
    }
  }
}

/** What is not right is asked for once more: the asset may have been deleted meanwhile. */
async function lookAtSidecar(
  deps: { readonly db: Database; readonly store: BlobStore },
  sidecar: Sidecar,
): Promise<keyof RowTally> {
  try {
    const sizeBytes = await deps.store.sizeOf(sidecar.path);
    if (sizeBytes !== undefined && (sidecar.sizeBytes === 0 || sizeBytes === sidecar.sizeBytes))
      return 'right';
    const still = await selectSidecars(deps.db).where('id', '=', sidecar.id).executeTakeFirst();
    if (still === undefined) return 'gone';
    return sizeBytes === undefined ? 'missing' : 'damaged';
  } catch (error) {
    if (errorCodeOf(error) === undefined) throw error;
    return 'unreadable';
  }
}

function selectSidecars(db: Database) {
  return db
    .selectFrom('assets')
    .select(['id', 'sidecar_size_bytes as sizeBytes', (eb) => eb.ref('sidecar_path').$notNull().as('path')])
    .where('sidecar_path', 'is not', null);
}
