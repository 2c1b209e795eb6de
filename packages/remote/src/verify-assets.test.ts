import { type Remote, type Checksum } from '@keepsake/engine';
import { asImmich, asKeepsake, sendJson, type ServerScript } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { codeOf, live, serve } from './testing/remote-under-test.ts';

const ASSET = '3f0f2bfa-6d5e-4d56-9b1f-0a3f7a4ce1aa';
const sums = Array.from({ length: 2500 }, (_, index) => index.toString(16).padStart(40, '0') as Checksum);
const [sum = '' as Checksum, other = '' as Checksum] = sums;
const stored = {
  asked: sum,
  state: 'stored',
  stored: true,
  assetId: ASSET,
  sizeInBytes: 10,
  checksum: sum,
  isTrashed: false,
  rereadAt: '2026-01-02T03:04:05.000Z',
  isReread: true,
  motionParts: [],
};
const unknown = {
  ...stored,
  state: 'unknown',
  stored: false,
  assetId: null,
  rereadAt: null,
  isReread: false,
};
const { isReread: _isReread, asked: _asked, motionParts: _parts, stored: _stored, ...part } = stored;
const readAtMs = Date.UTC(2026, 0, 2, 3, 4, 5);
interface Asked {
  readonly checksums: readonly Checksum[];
  readonly deep: boolean;
}
const answering = (results: (asked: Asked) => unknown, deletionsKnownSince?: string): Promise<Remote> =>
  serve(
    asKeepsake((_request, response, body) => {
      const asked = JSON.parse(body.toString()) as Asked;
      sendJson(response, 200, { results: results(asked), deletionsKnownSince });
    }),
  );

describe('verifyAssets', () => {
  it.each([
    ['sound', {}, { isSound: true, rereadAtMs: readAtMs }],
    ['never read again', { rereadAt: null }, { isSound: true, rereadAtMs: undefined }],
    ['damaged', { state: 'damaged', stored: false }, { isSound: false }],
    ['missing on the disk', { state: 'missing', stored: false }, { isSound: false }],
    ['not to be read now', { state: 'unreadable', stored: false }, { isSound: false }],
    [
      'without its motion part',
      { stored: false, motionParts: [{ ...part, state: 'missing' }] },
      { isSound: false },
    ],
    [
      'whole, whose motion part was read first',
      { motionParts: [{ ...part, rereadAt: '2026-01-02T03:04:04.000Z' }] },
      { isSound: true, rereadAtMs: readAtMs - 1000 },
    ],
    [
      'whole, whose motion part was not read',
      { motionParts: [{ ...part, rereadAt: null }] },
      { rereadAtMs: undefined },
    ],
    ['in the trash', { isTrashed: true }, undefined],
    ['unknown', unknown, undefined],
  ])('[V1] says what is %s', async (_what, changes, expected) => {
    const remote = await answering(() => [{ ...stored, ...changes }]);
    const proof = (await remote.verify([sum], { isDeep: false }, live())).kept.get(sum);
    if (expected === undefined) expect(proof).toBeUndefined();
    else expect(proof).toMatchObject({ remoteId: ASSET, ...expected });
  });

  it.each([
    ['was not deleted', { ...unknown, wasDeleted: false }, '2026-01-02T03:04:05.000Z', readAtMs],
    ['was deleted', { ...unknown, wasDeleted: true }, '2026-01-02T03:04:05.000Z', undefined],
    [
      'lies in the trash',
      { ...stored, isTrashed: true, wasDeleted: false },
      '2026-01-02T03:04:05.000Z',
      undefined,
    ],
    ['is unknown to a server that remembers nothing', unknown, undefined, undefined],
  ])('[V1] tells what is lost from what is not: what %s', async (_what, result, knownSince, expected) => {
    const remote = await answering(() => [result], knownSince);
    const { untracedSinceMs } = await remote.verify([sum], { isDeep: false }, live());
    expect(untracedSinceMs.get(sum)).toBe(expected);
  });

  it('[V1] has no more read again at once than the server takes, and asks again for what it did not get to', async () => {
    const seen: number[] = [];
    const remote = await answering(({ checksums, deep }) => {
      seen.push(checksums.length);
      return checksums.map((asked, index) => ({ ...stored, asked, isReread: deep && index < 700 }));
    });
    const { kept } = await remote.verify([...sums, sum], { isDeep: true }, live());
    expect([...kept.keys()].toSorted()).toEqual(sums);
    expect(seen).toEqual([1000, 1000, 1000, 400]);
  });

  it.each([
    ['too few', () => []],
    ['others', () => [{ ...stored, asked: other }]],
    ['one without a name', () => [{ ...stored, assetId: null }]],
    ['none read again', () => [{ ...stored, isReread: false }]],
  ])('[E6] refuses an answer about %s', async (_what, results) => {
    const remote = await answering(results);
    expect(await codeOf(remote.verify([sum], { isDeep: true }, live()))).toBe('bad-answer');
  });

  it('[V1] asks servers that cannot look what they wrote down, which proves nothing of their disks', async () => {
    const rejected = { action: 'reject', reason: 'duplicate', assetId: ASSET };
    const results = [
      { id: sum, ...rejected, isTrashed: false },
      { id: other, ...rejected, isTrashed: true },
    ];
    const script: ServerScript = (request, response) => {
      expect(request.url).toBe('/api/assets/bulk-upload-check');
      sendJson(response, 200, { results });
    };
    for (const remote of [
      await serve(asImmich(3, script)),
      await serve(asKeepsake(script, { verify: false })),
    ]) {
      const { kept, untracedSinceMs } = await remote.verify([sum, other], { isDeep: true }, live());
      expect([...kept]).toEqual([[sum, { remoteId: ASSET, isSound: true, rereadAtMs: undefined }]]);
      expect(untracedSinceMs).toEqual(new Map());
    }
  });
});
