import {
  versionOf,
  type AlbumChoice,
  type AssetId,
  type AssetKind,
  type DeviceAlbum,
  type DeviceAsset,
  type Ledger,
  type LedgerFact,
  type Standing,
} from '@keepsake/engine';
import { expect, it } from 'vitest';
import { createSeededRandom, type SeededRandom } from '../library/seeded-random.ts';
import { FakeLedger } from './fake-ledger.ts';
import {
  NOON_MS,
  edited,
  sampleAlbum,
  sampleBackedUp,
  sampleChecksum,
  sampleFailure,
  samplePhoto,
  sampleTransfer,
  seen,
} from './ledger-samples.ts';
import { dumpOf, type OpenLedger } from './ledger-under-test.ts';

const STEPS = 75;
const ALBUMS = ['root', 'Camera', 'Trips', 'Trips/Rome'].map((id) => sampleAlbum(id));
const NAMES = ['Camera', 'Trips', '50/50 ✓'];
const CHOICES: readonly AlbumChoice[] = ['none', 'selected', 'excluded'];
const STANDINGS: readonly Standing[] = [
  { kind: 'candidate' },
  { kind: 'candidate' },
  { kind: 'candidate' },
  { kind: 'not-selected' },
  { kind: 'excluded', byAlbum: ALBUMS[1]!.id },
  { kind: 'ignored', reason: 'in-cloud' },
];

/** A made-up history, the same for the same seed: facts such as the runs of an engine over a changing library record. */
class History {
  readonly #random: SeededRandom;
  readonly #assets = new Map<AssetId, DeviceAsset>();
  readonly #checksums = Array.from({ length: 12 }, (_, index) => sampleChecksum(index));
  #lastScanId = 0;
  #now = NOON_MS;

  constructor(seed: number) {
    this.#random = createSeededRandom(seed);
    for (let index = 0; index < 24; index += 1) {
      const kind: AssetKind = this.#random.pick(['image', 'image', 'video']);
      const asset = samplePhoto(`p${index}`, { kind, createdAtMs: NOON_MS + this.#random.below(4) });
      this.#assets.set(asset.id, asset);
    }
  }

  get ids(): readonly AssetId[] {
    return [...this.#assets.keys()];
  }

  get checksums() {
    return this.#checksums;
  }

  nextFacts(): LedgerFact[] {
    const count = 1 + this.#random.below(4);
    return Array.from({ length: count }, () => this.#nextEvent()).flat();
  }

  restarts(): boolean {
    return this.#random.below(12) === 0;
  }

  #nextEvent(): LedgerFact[] {
    const random = this.#random;
    this.#now += 1 + random.below(1_000);
    const asset = random.pick([...this.#assets.values()]);
    // Sometimes of a version that was, or is yet to be.
    const { id } = asset;
    const version = versionOf(random.below(6) === 0 ? edited(asset) : asset);
    const checksums = {
      original: random.pick(this.#checksums),
      motion: random.below(5) === 0 ? random.pick(this.#checksums) : undefined,
    };
    const atMs = this.#now;
    switch (random.below(23)) {
      case 0:
        return [{ kind: 'albums-listed', albums: this.#someAlbums() }];
      case 1:
        return [{ kind: 'album-chosen', albumId: random.pick(ALBUMS).id, choice: random.pick(CHOICES) }];
      case 2:
        return [{ kind: 'album-backed-up', albumId: random.pick(ALBUMS).id, atMs }];
      case 3:
      case 4:
      case 5:
        return this.#enumeration(random.pick(ALBUMS));
      case 6:
        return [...this.#assets.keys()].map((planned) => ({
          kind: 'planned',
          id: planned,
          standing: random.pick(STANDINGS),
          albumNames: NAMES.filter(() => random.below(2) === 0),
          ...(random.below(3) === 0 && { planRevision: random.below(4) }),
        }));
      case 7:
        return [{ kind: 'asked', id, version }];
      case 8:
        return [{ kind: 'hashed', id, version, checksums }];
      case 9:
        return [{ kind: 'hash-discarded', id }];
      case 10:
        return [
          {
            kind: 'backed-up',
            id,
            version,
            checksums: random.below(4) === 0 ? undefined : checksums,
            settlement: sampleBackedUp(random.pick([undefined, 'R1', 'R2']), {
              atMs,
              how: random.pick(['uploaded', 'duplicate']),
            }),
          },
        ];
      case 11: {
        const nextAttemptAtMs = random.below(3) === 0 ? undefined : atMs + random.below(5_000);
        return [
          { kind: 'attempt-failed', id, version, failure: sampleFailure(random.below(5)), nextAttemptAtMs },
        ];
      }
      case 12:
        return [{ kind: 'vanished', id, atMs }];
      case 13:
        return [{ kind: 'retry-wanted', ids: random.below(2) === 0 ? 'all-failed' : [id] }];
      case 14:
        return [{ kind: 'albums-synced', id, albumNames: NAMES.filter(() => random.below(2) === 0) }];
      case 15:
        return [{ kind: random.pick(['run-completed', 'verification-completed']), atMs }];
      case 16:
        return [{ kind: 'verified', id, version, atMs, rereadAtMs: random.pick([undefined, atMs]) }];
      case 17:
      case 18:
        return [{ kind: 'deleted-on-server', id, version, atMs }];
      case 19:
        return [{ kind: 'upload-again-wanted', ids: random.below(2) === 0 ? 'all-deleted' : [id] }];
      case 20:
        return [{ kind: 'found-damaged', id, version, atMs }];
      case 21: {
        const transfer = sampleTransfer(asset, { version, offset: random.below(1_000) });
        return random.below(2) === 0
          ? [{ kind: 'transfer-noted', transfer }]
          : [{ kind: 'transfer-ended', upload: transfer.upload }];
      }
      default:
        return [{ kind: 'settings-changed', settings: {}, isPlanAffected: random.below(2) === 0 }];
    }
  }

  #someAlbums(): readonly DeviceAlbum[] {
    return ALBUMS.filter(() => this.#random.below(6) > 0).map((album) =>
      this.#random.below(8) === 0 ? { ...album, name: 'renamed' } : album,
    );
  }

  /** Mostly whole; sometimes cut short, sometimes a look at some assets between two scans. */
  #enumeration(album: DeviceAlbum): LedgerFact[] {
    const random = this.#random;
    const isLook = random.below(6) === 0 && this.#lastScanId > 0;
    if (!isLook) this.#lastScanId += 1;
    const scanId = this.#lastScanId;
    const share = 1 + random.below(4);
    const members = [...this.#assets.values()]
      .filter(() => random.below(share) === 0)
      .map((asset) => this.#changed(asset));
    const half = Math.floor(members.length / 2);
    const pages: LedgerFact[] = [members.slice(0, half), members.slice(half)].map((page) => ({
      kind: 'assets-seen',
      albumId: album.id,
      scanId,
      assets: page.map(seen),
    }));
    if (isLook || random.below(5) === 0) return pages.slice(0, 1);
    return [
      ...pages,
      { kind: 'album-enumerated', albumId: album.id, scanId, marker: `m${scanId}`, atMs: this.#now },
    ];
  }

  #changed(asset: DeviceAsset): DeviceAsset {
    const choice = this.#random.below(13);
    const next =
      choice === 0
        ? edited(asset)
        : choice === 1
          ? { ...asset, isFavorite: !asset.isFavorite, createdAtMs: asset.createdAtMs + 1 }
          : choice === 2
            ? { ...asset, kind: asset.kind === 'image' ? ('video' as const) : ('image' as const) }
            : choice === 3
              ? { ...asset, isInCloud: !asset.isInCloud }
              : asset;
    this.#assets.set(asset.id, next);
    return next;
  }
}

/** Random histories, each step compared with the fake ledger: what both tell is equal, and the totals add up. */
export function describeModelComparison(openLedger: OpenLedger): void {
  it.each([1, 2, 3, 20_260_101])(
    '[T1] a history from seed %i is told the same, and adds up at every step',
    async (seed) => {
      const opened = await openLedger();
      try {
        let { ledger } = opened;
        const model = new FakeLedger();
        const history = new History(seed);
        for (let step = 0; step < STEPS; step += 1) {
          const facts = history.nextFacts();
          await ledger.record(facts);
          await model.record(facts);
          if (history.restarts()) ledger = await opened.reopen();
          const where = `seed ${seed}, step ${step}: ${facts.map(({ kind }) => kind).join(', ')}`;
          expect(await dumpOf(ledger, history.ids), where).toEqual(await dumpOf(model, history.ids));
          expect(await ledger.readConfirmedChecksums(history.checksums), where).toEqual(
            await model.readConfirmedChecksums(history.checksums),
          );
          await expectToAddUp(ledger, where);
        }
      } finally {
        await opened.close();
      }
    },
  );
}

async function expectToAddUp(ledger: Ledger, where: string): Promise<void> {
  const any = { standing: undefined, settlement: undefined, after: undefined, limit: 10_000 };
  const listed = await ledger.readAssets({ kind: 'listed', ...any });
  const { groups } = await ledger.readTotals();
  expect(new Set(listed.map(({ asset }) => asset.id)).size, where).toBe(listed.length);
  expect(
    groups.reduce((sum, { count }) => sum + count, 0),
    where,
  ).toBe(listed.length);
}
