import { expect, it } from 'vitest';
import { cameraOf, edited, enumeration, sampleAlbum, samplePhoto, sampleTransfer } from './ledger-samples.ts';
import { openedForEachTest, type OpenLedger } from './ledger-under-test.ts';

const camera = sampleAlbum('Camera');
const [a, b] = [samplePhoto('a'), samplePhoto('b')];

/** Resumable uploads that were begun. */
export function describeTransferFacts(openLedger: OpenLedger): void {
  const test = openedForEachTest(openLedger);
  const transfersByUpload = async () =>
    new Map((await test.ledger.readTransfers()).map((transfer) => [transfer.upload, transfer]));

  it('[U4] a transfer is known with its last offset, also after a restart, until it ends', async () => {
    const [first, second] = [sampleTransfer(a), sampleTransfer(b, { part: 'motion', offset: 5 })];
    await test.record(
      ...cameraOf([a, b]),
      { kind: 'transfer-noted', transfer: first },
      { kind: 'transfer-noted', transfer: second },
      { kind: 'transfer-noted', transfer: { ...first, offset: 8_000_000_000 } },
    );
    await test.reopen();
    expect(await transfersByUpload()).toEqual(
      new Map([
        [first.upload, { ...first, offset: 8_000_000_000 }],
        [second.upload, second],
      ]),
    );
    // A server may say that it lost some.
    await test.record({ kind: 'transfer-noted', transfer: { ...first, offset: 3 } });
    expect((await transfersByUpload()).get(first.upload)?.offset).toBe(3);
    await test.record({ kind: 'transfer-ended', upload: first.upload });
    await test.reopen();
    expect(await test.ledger.readTransfers()).toEqual([second]);
  });

  it('[U4] an asset may have several transfers, of its parts and of versions that are not current', async () => {
    const of = (name: string, change: Parameters<typeof sampleTransfer>[1]) =>
      sampleTransfer(a, { upload: sampleTransfer(samplePhoto(name)).upload, ...change });
    const transfers = [
      of('original', {}),
      of('motion', { part: 'motion' }),
      sampleTransfer(edited(a)),
      sampleTransfer(samplePhoto('not known')),
    ];
    await test.record(
      ...cameraOf([a]),
      ...transfers.map((transfer) => ({ kind: 'transfer-noted' as const, transfer })),
    );
    expect([...(await transfersByUpload()).values()]).toHaveLength(4);
    // The server has the bytes until it is told to forget them, whatever becomes of the asset.
    await test.record(...enumeration(camera, 2, []), { kind: 'albums-listed', albums: [] });
    expect(await transfersByUpload()).toEqual(new Map(transfers.map((each) => [each.upload, each])));
  });
}
