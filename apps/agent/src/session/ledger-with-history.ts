import type { AssetId, AssetRecord, BackedUp, Ledger, LedgerFact } from '@keepsake/engine';
import { isWithin } from '../device/library-roots.ts';
import type { LibraryFolders, Profile } from '../profile/profile.ts';
import { readOwners } from './ledger-owners.ts';
import { readLedger } from './read-ledger.ts';

type Kept = Pick<Profile, 'ledgerFolder'>;
type Confirmed = Extract<LedgerFact, { kind: 'backed-up' }>;
type Safe = AssetRecord & { readonly settlement: BackedUp };

/** What else is known, from other ledgers, of what the server has just confirmed. */
interface Recalled {
  readonly confirmed: Confirmed;
  readonly former: Pick<Safe, 'settlement'> & { readonly rereadAtMs: number | undefined };
}

/**
 * A person's ledger of a library, which recalls what their other ledgers know of the same files: folders that are joined to others, or
 * a folder that is backed up by itself, begin a ledger of their own, and had a history before.
 *
 * What the server confirmed to one of them, and has no more, was deleted there (D10): it is not sent again by another.
 *
 * Nothing is believed without the server. Where it confirms a file here as one that it had already, and another ledger knows the same
 * version of the same file as these very bytes, by the same id there, it is written down how and when it came to be safe, and when the server
 * last read it again. All else is as in the ledger behind it.
 */
export function ledgerWithHistory(
  ledger: Ledger,
  profile: Kept,
  { userId, folders }: { readonly userId: string; readonly folders: LibraryFolders },
): Ledger {
  let finding: Promise<readonly LibraryFolders[]> | undefined;
  const findOthers = (): Promise<readonly LibraryFolders[]> =>
    (finding ??= othersAround(profile, userId, folders).catch(() => []));
  return {
    async record(facts) {
      const claims = facts.filter(isClaim);
      const others = claims.length === 0 ? [] : await findOthers();
      if (others.length === 0) return ledger.record(facts);
      const recalled = await recall(claims, others);
      if (recalled.size === 0) return ledger.record(facts);
      await ledger.record([
        ...facts.map((fact) => withHistory(fact, recalled)),
        ...[...recalled.values()].map(proofOf),
        ...(await verificationOf(others)),
      ]);
    },
    readAlbums: () => ledger.readAlbums(),
    readAssets: (query) => ledger.readAssets(query),
    readTotals: () => ledger.readTotals(),
    async readConfirmedChecksums(checksums) {
      const confirmed = new Map(await ledger.readConfirmedChecksums(checksums));
      const unknown = checksums.filter((checksum) => !confirmed.has(checksum));
      for (const other of unknown.length === 0 ? [] : await findOthers()) {
        const found = await readLedger(profile, userId, other, (former) =>
          former.readConfirmedChecksums(unknown),
        );
        for (const [checksum, known] of found ?? []) confirmed.set(checksum, known);
      }
      return confirmed;
    },
    readTransfers: () => ledger.readTransfers(),
    readState: () => ledger.readState(),
  };

  async function recall(
    claims: readonly Confirmed[],
    others: readonly LibraryFolders[],
  ): Promise<ReadonlyMap<Confirmed, Recalled>> {
    const ids = claims.map(({ id }) => id);
    // What was backed up in this ledger, or found damaged, has its history here.
    const known = new Map(
      (await ledger.readAssets({ kind: 'by-id', ids })).map((own) => [own.asset.id, own]),
    );
    const formers = new Map<AssetId, Safe[]>();
    for (const other of others) {
      const records = await readLedger(profile, userId, other, (former) =>
        former.readAssets({ kind: 'by-id', ids }),
      );
      for (const record of (records ?? []).filter(isSafe))
        formers.set(record.asset.id, [...(formers.get(record.asset.id) ?? []), record]);
    }
    const recalled = new Map<Confirmed, Recalled>();
    for (const confirmed of claims) {
      const own = known.get(confirmed.id);
      if (own === undefined || own.settlement.kind === 'backed-up' || own.finding !== undefined) continue;
      const same = (formers.get(confirmed.id) ?? []).filter((former) => isSame(confirmed, former));
      const [first] = same.toSorted(byWorth);
      if (first === undefined) continue;
      const readings = same
        .flatMap(({ proof }) => proof?.rereadAtMs ?? [])
        .filter((atMs) => atMs > first.settlement.atMs);
      const rereadAtMs = readings.length === 0 ? undefined : Math.max(...readings);
      recalled.set(confirmed, { confirmed, former: { settlement: first.settlement, rereadAtMs } });
    }
    return recalled;
  }

  /** Of folders that were verified before, each in a library, all was compared that was backed up by the earliest of these times. */
  async function verificationOf(others: readonly LibraryFolders[]): Promise<readonly LedgerFact[]> {
    if ((await ledger.readState()).lastVerifiedAtMs !== undefined) return [];
    const verified = await Promise.all(
      others.map(async (other) => {
        const state = await readLedger(profile, userId, other, (former) => former.readState());
        return { other, atMs: state?.lastVerifiedAtMs };
      }),
    );
    const times = folders.map((folder) =>
      Math.max(
        ...verified.flatMap(({ other, atMs = -Infinity }) =>
          other.some((path) => isWithin(path, folder)) ? [atMs] : [],
        ),
      ),
    );
    const atMs = Math.min(...times);
    return Number.isFinite(atMs) ? [{ kind: 'verification-completed', atMs }] : [];
  }
}

/** The person's libraries that have a folder in common with this one. */
async function othersAround(
  { ledgerFolder }: Kept,
  userId: string,
  folders: LibraryFolders,
): Promise<readonly LibraryFolders[]> {
  const key = JSON.stringify(folders);
  const libraries = (await readOwners(ledgerFolder)).filter((owner) => owner.userId === userId);
  return libraries
    .map((owner) => owner.folders)
    .filter((other) => JSON.stringify(other) !== key)
    .filter((other) =>
      other.some((path) => folders.some((folder) => isWithin(folder, path) || isWithin(path, folder))),
    );
}

const isClaim = (fact: LedgerFact): fact is Confirmed =>
  fact.kind === 'backed-up' && fact.settlement.how === 'duplicate' && fact.settlement.remoteId !== undefined;

const isSafe = (record: AssetRecord): record is Safe =>
  record.settlement.kind === 'backed-up' &&
  (record.finding === undefined || record.finding.mendedAtMs !== undefined);

/** Whether another ledger's record is of the very thing that the server confirmed. */
function isSame({ version, checksums, settlement }: Confirmed, former: Safe): boolean {
  return (
    former.version === version &&
    former.settlement.remoteId === settlement.remoteId &&
    checksums !== undefined &&
    former.checksums?.original === checksums.original &&
    former.checksums.motion === checksums.motion
  );
}

/** What was sent from here comes first, and then what was known the longest. */
const byWorth = (one: Safe, other: Safe): number =>
  Number(other.settlement.how === 'uploaded') - Number(one.settlement.how === 'uploaded') ||
  one.settlement.atMs - other.settlement.atMs;

function withHistory(fact: LedgerFact, recalled: ReadonlyMap<Confirmed, Recalled>): LedgerFact {
  const known = fact.kind === 'backed-up' ? recalled.get(fact) : undefined;
  return known === undefined ? fact : { ...known.confirmed, settlement: known.former.settlement };
}

/** The server has just said that it keeps it. */
const proofOf = ({
  confirmed: { id, version, settlement },
  former: { rereadAtMs },
}: Recalled): LedgerFact => ({
  kind: 'verified',
  id,
  version,
  atMs: settlement.atMs,
  rereadAtMs,
});
