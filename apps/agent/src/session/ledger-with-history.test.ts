import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AssetRecord, Checksum, Ledger, LedgerFact, RemoteAssetId } from '@keepsake/engine';
import { versionOf, type AssetId, type DeviceAsset, type AlbumId } from '@keepsake/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noteOwner } from './ledger-owners.ts';
import { ledgerNameOf } from './library-choice.ts';
import { ledgerWithHistory } from './ledger-with-history.ts';
import { openLedger } from './open-ledger.ts';

const SENT_AT = 1_000;
const REREAD_AT = 2_000;
const JOINED_AT = 9_000;
const EVERYTHING = 'everything' as AlbumId;

let ledgerFolder: string;
const opened: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  ledgerFolder = await mkdtemp(join(tmpdir(), 'keepsake-history-'));
});

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
  await rm(ledgerFolder, { recursive: true, force: true });
});

function photoAt(path: string, sizeBytes = 10): DeviceAsset {
  return {
    id: path as AssetId,
    kind: 'image',
    original: { fileName: path.slice(path.lastIndexOf('/') + 1), sizeBytes, modifiedAtMs: 5 },
    motion: undefined,
    createdAtMs: 5,
    isFavorite: false,
    durationMs: undefined,
    isInCloud: false,
  };
}

const subject = (asset: DeviceAsset) => ({ id: asset.id, version: versionOf(asset) });
const saw = (asset: DeviceAsset): LedgerFact => ({
  kind: 'assets-seen',
  albumId: EVERYTHING,
  scanId: 1,
  assets: [{ asset, version: versionOf(asset) }],
});

function confirmed(
  asset: DeviceAsset,
  how: 'uploaded' | 'duplicate',
  atMs: number,
  { remoteId = 'r1', checksum = 'aa' }: { remoteId?: string | undefined; checksum?: string } = {},
): LedgerFact {
  return {
    kind: 'backed-up',
    ...subject(asset),
    checksums: { original: checksum as Checksum, motion: undefined },
    settlement: { kind: 'backed-up', how, remoteId: remoteId as RemoteAssetId, atMs },
  };
}

/** A ledger of these folders, in which these facts were recorded. */
async function ledgerOf(
  folders: readonly string[],
  facts: readonly LedgerFact[],
  userId = 'ada',
): Promise<Ledger> {
  const file = join(ledgerFolder, ledgerNameOf(userId, folders));
  const { ledger, close } = await openLedger(file, 0);
  opened.push({ close });
  await noteOwner(file, { userId, folders });
  await ledger.record([
    {
      kind: 'albums-listed',
      albums: [
        {
          id: EVERYTHING,
          name: '',
          kind: 'everything',
          parentId: undefined,
          marker: 'm',
          assetCount: 1,
        },
      ],
    },
    ...facts,
  ]);
  return ledgerWithHistory(ledger, { ledgerFolder }, { userId, folders });
}

async function only(ledger: Ledger, { id }: DeviceAsset): Promise<AssetRecord> {
  const [record] = await ledger.readAssets({ kind: 'by-id', ids: [id] });
  if (record === undefined) throw new Error(`nothing is known of ${id}`);
  return record;
}

const A = photoAt('/a/1.jpg');
const SENT_FROM_A = [
  saw(A),
  confirmed(A, 'uploaded', SENT_AT),
  { kind: 'verified', ...subject(A), atMs: REREAD_AT, rereadAtMs: REREAD_AT },
] as const satisfies readonly LedgerFact[];

describe('a file that was backed up in another library', () => {
  it('[D6][V1] keeps how and when it came to be safe, and when it was read again', async () => {
    await ledgerOf(['/a'], SENT_FROM_A);
    const joined = await ledgerOf(['/a', '/b'], [saw(A)]);
    await joined.record([confirmed(A, 'duplicate', JOINED_AT)]);
    expect(await only(joined, A)).toMatchObject({
      settlement: { kind: 'backed-up', how: 'uploaded', remoteId: 'r1', atMs: SENT_AT },
      proof: { verifiedAtMs: JOINED_AT, rereadAtMs: REREAD_AT },
    });
  });

  it('[D6] takes it from a library around this one, and rather what was sent than what was found', async () => {
    await ledgerOf(['/a'], SENT_FROM_A);
    await ledgerOf(['/a/sub', '/c'], []);
    const B = photoAt('/a/sub/2.jpg');
    await ledgerOf(['/a/sub'], [saw(B), confirmed(B, 'duplicate', 500, { remoteId: 'r2' })]);
    await ledgerOf(['/a', '/d'], [saw(B), confirmed(B, 'uploaded', 700, { remoteId: 'r2' })]);
    const inner = await ledgerOf(['/a/sub', '/e'], [saw(B)]);
    await inner.record([confirmed(B, 'duplicate', JOINED_AT, { remoteId: 'r2' })]);
    expect((await only(inner, B)).settlement).toMatchObject({ how: 'uploaded', atMs: 700 });
  });

  it('[D10] is known to have been on the server, by whichever of the libraries it was', async () => {
    await ledgerOf(['/a'], [saw(A), confirmed(A, 'uploaded', SENT_AT, { checksum: 'aa' })]);
    await ledgerOf(
      ['/elsewhere'],
      [confirmed(photoAt('/elsewhere/3.jpg'), 'uploaded', 1, { checksum: 'cc' })],
    );
    const B = photoAt('/b/2.jpg');
    const joined = await ledgerOf(['/a', '/b'], [saw(A), saw(B)]);
    await joined.record([confirmed(B, 'uploaded', JOINED_AT, { checksum: 'bb', remoteId: 'r2' })]);
    const known = await joined.readConfirmedChecksums(['aa', 'bb', 'cc'] as Checksum[]);
    expect(Object.fromEntries(known)).toEqual({ aa: { remoteId: 'r1' }, bb: { remoteId: 'r2' } });
  });

  const edited = photoAt('/a/1.jpg', 11);
  it.each<[string, readonly LedgerFact[], DeviceAsset, LedgerFact]>([
    ['another version', SENT_FROM_A, edited, confirmed(edited, 'duplicate', JOINED_AT)],
    ['another id there', SENT_FROM_A, A, confirmed(A, 'duplicate', JOINED_AT, { remoteId: 'r9' })],
    ['other bytes', SENT_FROM_A, A, confirmed(A, 'duplicate', JOINED_AT, { checksum: 'bb' })],
    [
      'one that was found damaged when it was away',
      [
        ...SENT_FROM_A,
        { kind: 'album-enumerated', albumId: EVERYTHING, scanId: 2, marker: 'm2', atMs: 2_500 },
        { kind: 'found-damaged', ...subject(A), atMs: 3_000 },
      ],
      A,
      confirmed(A, 'duplicate', JOINED_AT),
    ],
    ['one that was sent now', SENT_FROM_A, A, confirmed(A, 'uploaded', JOINED_AT)],
  ])('[A8][D6] is %s: nothing is taken over', async (_what, before, asset, fact) => {
    await ledgerOf(['/a'], before);
    const joined = await ledgerOf(['/a', '/b'], [saw(asset)]);
    await joined.record([fact]);
    expect(await only(joined, asset)).toMatchObject({
      settlement: { kind: 'backed-up', atMs: JOINED_AT },
      proof: { verifiedAtMs: JOINED_AT, rereadAtMs: undefined },
    });
  });

  it('[H8][D6] is nothing to another person, nor to a library that it is not in', async () => {
    await ledgerOf(['/a'], SENT_FROM_A);
    const bobs = await ledgerOf(['/a', '/b'], [saw(A)], 'bob');
    const elsewhere = await ledgerOf(['/b'], [saw(A)]);
    for (const ledger of [bobs, elsewhere]) {
      await ledger.record([confirmed(A, 'duplicate', JOINED_AT)]);
      expect((await only(ledger, A)).settlement).toMatchObject({ how: 'duplicate', atMs: JOINED_AT });
    }
  });

  it('[V1] that was found damaged here is not given back an older reading', async () => {
    await ledgerOf(['/a'], SENT_FROM_A);
    const joined = await ledgerOf(
      ['/a', '/b'],
      [saw(A), confirmed(A, 'uploaded', 3_000), { kind: 'found-damaged', ...subject(A), atMs: 4_000 }],
    );
    await joined.record([confirmed(A, 'duplicate', JOINED_AT)]);
    expect(await only(joined, A)).toMatchObject({
      settlement: { how: 'duplicate', atMs: JOINED_AT },
      proof: { rereadAtMs: undefined },
      finding: { mendedAtMs: JOINED_AT },
    });
  });
});

describe('libraries that were verified', () => {
  it.each<[string, readonly (readonly string[])[], number | undefined]>([
    ['are verified together since the earliest of these times', [['/a'], ['/b']], 4_000],
    ['are not, where of one folder nobody knows', [['/a']], undefined],
  ])('[V1] %s', async (_what, verified, expected) => {
    const times = [5_000, 4_000];
    for (const [index, folders] of verified.entries()) {
      const facts = folders[0] === '/a' ? SENT_FROM_A : [];
      const atMs = times[index] ?? 0;
      await ledgerOf(folders, [...facts, { kind: 'verification-completed', atMs }]);
    }
    const joined = await ledgerOf(['/a', '/b'], [saw(A)]);
    await joined.record([confirmed(A, 'duplicate', JOINED_AT)]);
    expect((await joined.readState()).lastVerifiedAtMs).toBe(expected);
  });
});
