import { throwIfCancelled, type CancelSignal } from '../cancel.ts';
import type { AlbumId } from '../model/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { AssetCursor, Ledger } from '../ports/ledger.ts';

const PAGE = 1_000;
/** In this order no asset slips through between two questions: a person's retry makes any of them pending. */
const UNSETTLED = ['failed', 'retrying', 'pending'] as const;

interface Planned {
  readonly partialAlbums: ReadonlySet<AlbumId>;
  /** Under what the run planned; of an album that was chosen since, nobody has seen the candidates. */
  readonly planRevision: number;
}

/**
 * Moves the last backup time of each selected album of which every candidate is backed up or gone (B5). Of an album that
 * could not be looked at whole nobody knows that. A run whose lock is wanted by somebody stops before its next word to the ledger,
 * however slow that is.
 */
export async function settleAlbums(
  ledger: Ledger,
  clock: Clock,
  { partialAlbums, planRevision }: Planned,
  signal: CancelSignal,
): Promise<void> {
  // What a person wants from now on is not past this time.
  const atMs = clock.now();
  const unsettled = new Set<AlbumId>();
  for (const settlement of UNSETTLED) {
    let after: AssetCursor | undefined;
    for (;;) {
      throwIfCancelled(signal);
      const records = await ledger.readAssets({
        kind: 'listed',
        standing: 'candidate',
        settlement,
        after,
        limit: PAGE,
      });
      for (const record of records) for (const albumId of record.albumIds) unsettled.add(albumId);
      const last = records.at(-1)?.asset;
      if (last === undefined || records.length < PAGE) break;
      after = { createdAtMs: last.createdAtMs, id: last.id };
    }
  }
  const settled = (await ledger.readAlbums()).filter(
    (album) => album.choice === 'selected' && !unsettled.has(album.id) && !partialAlbums.has(album.id),
  );
  throwIfCancelled(signal);
  await ledger.record(
    settled.map(({ id }) => ({ kind: 'album-backed-up', albumId: id, atMs, planRevision })),
  );
}
