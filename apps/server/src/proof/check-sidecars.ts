import type { Database } from '../database/open-database.ts';
import { errorCodeOf } from '../errors/server-error.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import type { Report } from './check-findings.ts';
import { nothingYet, type RowTally } from './check-originals.ts';
import { readAgain } from './see-original.ts';

const PAGE = 500;

interface SidecarDeps {
  readonly db: Database;
  readonly store: BlobStore;
}

interface Sidecar {
  readonly assetId: string;
  readonly path: string;
  /** 0: empty, or kept by a version that did not note it. */
  readonly sizeBytes: number;
  /** Null: kept by a version that did not note it. */
  readonly checksum: string | null;
}

interface SeenSidecar {
  readonly kind: keyof RowTally;
  readonly why?: string;
}

/** Reads every sidecar that a row names, earlier ones included: they are pages of text. */
export async function checkSidecars(
  deps: SidecarDeps,
  report: Report,
  signal: AbortSignal,
): Promise<RowTally> {
  const tally = nothingYet();
  let after = '';
  for (;;) {
    const page = await selectSidecars(deps.db)
      .where('path', '>', after)
      .orderBy('path')
      .limit(PAGE)
      .execute();
    const last = page.at(-1);
    if (last === undefined) return tally;
    after = last.path;
    for (const sidecar of page) {
      signal.throwIfAborted();
      const { kind, ...rest } = await seeTwice(deps, sidecar);
      tally[kind] += 1;
      if (kind !== 'right' && kind !== 'gone')
        report({ problem: `sidecar-${kind}`, path: sidecar.path, asset: sidecar.assetId, ...rest });
    }
  }
}

/** What is not right is seen once more by what a row says then: the asset may have been deleted meanwhile, or put back. */
async function seeTwice(deps: SidecarDeps, sidecar: Sidecar): Promise<SeenSidecar> {
  const first = await see(deps.store, sidecar);
  if (first.kind === 'right') return first;
  const told = await selectSidecars(deps.db).where('path', '=', sidecar.path).executeTakeFirst();
  return told === undefined ? { kind: 'gone' } : see(deps.store, told);
}

async function see(store: BlobStore, { path, sizeBytes, checksum }: Sidecar): Promise<SeenSidecar> {
  try {
    if (checksum !== null && sizeBytes > 0) {
      const { kind, ...rest } = await readAgain(store, { path, sizeBytes, checksum });
      return 'why' in rest ? { kind, why: rest.why } : { kind };
    }
    const foundBytes = await store.sizeOf(path);
    if (foundBytes === undefined) return { kind: 'missing' };
    const isRight = foundBytes === sizeBytes || (sizeBytes === 0 && checksum === null);
    return isRight
      ? { kind: 'right' }
      : { kind: 'damaged', why: `it has ${foundBytes} bytes instead of ${sizeBytes}` };
  } catch (error) {
    if (errorCodeOf(error) === undefined) throw error;
    return { kind: 'unreadable' };
  }
}

function selectSidecars(db: Database) {
  const current = db
    .selectFrom('assets')
    .select((eb) => [
      'id as assetId',
      eb.ref('sidecar_path').$notNull().as('path'),
      'sidecar_size_bytes as sizeBytes',
      'sidecar_checksum as checksum',
    ])
    .where('sidecar_path', 'is not', null);
  const earlier = db
    .selectFrom('earlier_sidecars')
    .select(['asset_id as assetId', 'path', 'size_bytes as sizeBytes', 'checksum']);
  return db.selectFrom(current.unionAll(earlier).as('sidecars')).selectAll();
}
