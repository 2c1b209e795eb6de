import {
  transitionAsset,
  type Checksum,
  type Finding,
  type LedgerFact,
  type RemoteAssetId,
} from '@keepsake/engine';
import { change, changeVersion } from './change-asset.ts';
import type { AssetRow, LedgerBook } from './ledger-book.ts';

type Fact<Kind extends LedgerFact['kind']> = LedgerFact & { readonly kind: Kind };

/** Takes a confirmation: the asset is proven at that moment, and its bytes are confirmed. */
export function backUp(book: LedgerBook, fact: Fact<'backed-up'>): void {
  changeVersion(book, fact, (row) => {
    if (fact.checksums !== undefined) confirm(book, fact.checksums.original, fact.settlement.remoteId);
    return {
      settlement: fact.settlement,
      checksums: fact.checksums ?? row.checksums,
      // Another asset on the server is in no album yet.
      syncedNames: remoteIdOf(row) === fact.settlement.remoteId ? row.syncedNames : [],
      isWantedAgain: false,
      proof: { verifiedAtMs: fact.settlement.atMs, rereadAtMs: undefined },
      finding: row.finding && { ...row.finding, mendedAtMs: row.finding.mendedAtMs ?? fact.settlement.atMs },
    };
  });
}

/** Moves the proof of what is backed up. */
export function verify(book: LedgerBook, fact: Fact<'verified'>): void {
  changeVersion(book, fact, ({ proof, finding }) =>
    proof === undefined
      ? {}
      : {
          proof: { verifiedAtMs: fact.atMs, rereadAtMs: fact.rereadAtMs ?? proof.rereadAtMs },
          finding: finding && { ...finding, mendedAtMs: finding.mendedAtMs ?? fact.atMs },
        },
  );
}

/** Takes it that the server does not have an asset any more; out of the library nothing is left to know of it. */
export function deleteOnServer(book: LedgerBook, fact: Fact<'deleted-on-server'>): void {
  const row = book.assets.get(fact.id);
  if (row?.version !== fact.version) return;
  if (row.seenIn.size === 0) book.assets.delete(fact.id);
  else if (row.settlement.kind !== 'gone') {
    const event = { kind: 'missed-on-server', atMs: fact.atMs } as const;
    const settlement = transitionAsset(row.settlement, event).state;
    const finding = found('missing', row, fact.atMs);
    book.assets.set(fact.id, { ...row, ...UNPROVEN, settlement, finding, isWantedAgain: false });
  }
}

/** Has what was deleted on the server sent again. */
export function wantAgain(book: LedgerBook, { ids }: Fact<'upload-again-wanted'>): void {
  const all = ids === 'all-deleted' ? book.assets.entries().map(([id]) => id) : ids;
  for (const id of all) {
    change(book, id, ({ settlement }) => {
      const wanted = transitionAsset(settlement, { kind: 'upload-again-wanted' }).state;
      return wanted === settlement ? {} : { settlement: wanted, isWantedAgain: true };
    });
  }
}

/** Takes confirmed bytes back, and has the asset sent again; out of the library there is nothing to send. */
export function findDamaged(book: LedgerBook, fact: Fact<'found-damaged'>): void {
  const row = book.assets.get(fact.id);
  if (row?.version !== fact.version || row.settlement.kind !== 'backed-up') return;
  if (row.checksums !== undefined) book.confirmed.delete(row.checksums.original);
  const finding = found('damaged', row, fact.atMs);
  if (row.seenIn.size === 0) {
    const proof = { verifiedAtMs: fact.atMs, rereadAtMs: undefined };
    book.assets.set(fact.id, { ...row, finding, proof });
  } else {
    const settlement = transitionAsset(row.settlement, { kind: 'found-damaged' }).state;
    book.assets.set(fact.id, { ...row, ...UNPROVEN, settlement, finding, isWantedAgain: true });
  }
}

/** The id that the server keeps an asset under. */
export function remoteIdOf({ settlement }: AssetRow): RemoteAssetId | undefined {
  return settlement.kind === 'backed-up' ? settlement.remoteId : undefined;
}

/** What is missing, or damaged still, before what was found is mended undid the same confirmation. */
function found(what: Finding['what'], { settlement, proof, finding }: AssetRow, atMs: number): Finding {
  const undone =
    settlement.kind === 'backed-up'
      ? { how: settlement.how, atMs: settlement.atMs, rereadAtMs: proof?.rereadAtMs }
      : undefined;
  const isOpen = finding !== undefined && finding.mendedAtMs === undefined;
  return { what, atMs, undone: isOpen ? finding.undone : undone, mendedAtMs: undefined };
}

const UNPROVEN = { proof: undefined, syncedNames: [] } as const;

/** Of the original alone: a motion part goes when its photo goes. */
function confirm(book: LedgerBook, checksum: Checksum, remoteId: RemoteAssetId | undefined): void {
  const known = book.confirmed.get(checksum);
  book.confirmed.set(checksum, { remoteId: remoteId ?? known?.remoteId });
}
