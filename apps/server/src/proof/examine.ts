import type { Commit } from '../database/group-commit.ts';
import type { Database } from '../database/open-database.ts';
import { withoutWaitingForDisk } from '../database/without-waiting-for-disk.ts';
import { errorCodeOf } from '../errors/server-error.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { noteFinding, resolveFinding } from './findings.ts';
import { selectOriginals, type ToldOriginal } from './originals.ts';
import type { Pace } from './pace.ts';
import { lookAt, readAgain, type Seen } from './see-original.ts';

export interface ProofDeps {
  readonly db: Database;
  readonly commit: Commit;
  readonly store: BlobStore;
  readonly now: () => Date;
}

/** What became of an original; `gone`: nobody keeps it any more, so that nothing is wrong. */
export type Verdict = Seen | { readonly kind: 'gone' };

export interface Reading {
  readonly signal?: AbortSignal | undefined;
  readonly pace?: Pace | undefined;
}

/** Reads an original again and notes what was found. Rejects, and notes nothing, when the signal aborts. */
export async function reread(
  deps: ProofDeps,
  original: ToldOriginal,
  reading: Reading = {},
): Promise<Verdict> {
  const verdict = await seeTwice(deps, original, (told) => readAgain(deps.store, told, reading));
  await note(deps, original, verdict, { wasRead: true });
  return verdict;
}

/**
 * Looks whether an original is there with its size, and notes when it is not. What is known to be wrong is not taken for
 * right by its size alone: then the answer is what is known.
 */
export async function glance(deps: ProofDeps, original: ToldOriginal): Promise<Verdict> {
  const verdict = await seeTwice(deps, original, (told) => lookAt(deps.store, told));
  if (verdict.kind !== 'right') await note(deps, original, verdict, { wasRead: false });
  else if (original.finding === 'missing') return { kind: 'missing' };
  else if (original.finding === 'damaged') return { kind: 'damaged', why: 'it was found so before' };
  return verdict;
}

/** A glance; but what is known to be wrong is read, so that it is known to be right again once it is. */
export function inspect(deps: ProofDeps, original: ToldOriginal, reading: Reading = {}): Promise<Verdict> {
  return original.finding === null ? glance(deps, original) : reread(deps, original, reading);
}

/** As {@link reread}, of the original that a row tells of now. */
export async function rereadAsset(deps: ProofDeps, assetId: string): Promise<Verdict> {
  const original = await findOriginal(deps.db, assetId);
  return original === undefined ? { kind: 'gone' } : reread(deps, original);
}

function findOriginal(db: Database, assetId: string): Promise<ToldOriginal | undefined> {
  return selectOriginals(db).where('assets.id', '=', assetId).executeTakeFirst();
}

/**
 * What is not right is seen once more by what the row says then: its owner may have deleted it meanwhile, or an upload
 * put it back, and a bad cable is no bad disk.
 */
async function seeTwice(
  deps: ProofDeps,
  original: ToldOriginal,
  see: (original: ToldOriginal) => Promise<Seen>,
): Promise<Verdict> {
  const first = await orUnreadable(see(original));
  if (first.kind === 'right') return first;
  const told = await findOriginal(deps.db, original.id);
  return told === undefined ? { kind: 'gone' } : orUnreadable(see(told));
}

async function orUnreadable(seeing: Promise<Seen>): Promise<Seen> {
  return seeing.catch((cause: unknown) => {
    if (errorCodeOf(cause) === undefined) throw cause;
    return { kind: 'unreadable', cause };
  });
}

async function note(
  deps: ProofDeps,
  { id, finding }: ToldOriginal,
  { kind }: Verdict,
  { wasRead }: { readonly wasRead: boolean },
): Promise<void> {
  if (kind === 'gone') return;
  const now = deps.now();
  const rereadAt = wasRead ? { reread_at: now.toISOString() } : {};
  // What cannot be read now was right when it was read last.
  const provenAt = kind === 'unreadable' ? {} : { proven_at: kind === 'right' ? now.toISOString() : null };
  const change = { ...rereadAt, ...provenAt };
  if (Object.keys(change).length === 0) return;
  const set = (db: Database): Promise<unknown> =>
    db.updateTable('assets').set(change).where('id', '=', id).execute();
  if (kind === 'unreadable' || (kind === 'right' && finding === null))
    return withoutWaitingForDisk(deps.db, set);
  await deps.commit(async (trx) => {
    if (kind === 'right') await resolveFinding(trx, id, now);
    // Its row may have been deleted while it was read: then nothing is missing.
    else if ((await findOriginal(trx, id)) !== undefined) await noteFinding(trx, id, kind, now);
    await set(trx);
  });
}
