import {
  CancelSource,
  type Checksum,
  type RemoteAssetId,
  type UploadChunk,
  type UploadId,
  type UploadObserver,
  type UploadState,
} from '@keepsake/engine';
import { describe, expect, it } from 'vitest';
import { sha1Of } from './fake-photo-server.ts';
import { FakeRemote } from './fake-remote.ts';
import { announcementOf, bytesOf, chunkOf, partOf, requestOf } from './photos-to-send.ts';

const silent: UploadObserver = { onBytesSent: () => undefined };
const live = (): CancelSource => new CancelSource();
const bytes = bytesOf('a long video', 20_000);
const part = partOf('long.mov', bytes);

async function begun(remote: FakeRemote, announcement = announcementOf(part)): Promise<UploadId> {
  const state = await remote.resumable.create(announcement, live());
  if (state.kind !== 'open') throw new Error(state.kind);
  return state.upload;
}
const append = (remote: FakeRemote, chunk: UploadChunk): Promise<UploadState> =>
  remote.resumable.append(chunk, silent, live());

describe('resumable uploads of FakeRemote', () => {
  it('[U4] keep what arrived before a cut, or as much of it as the fault says', async () => {
    const remote = new FakeRemote();
    const upload = await begun(remote);
    remote.inject({ method: 'append', fault: { kind: 'cut-after-bytes', bytes: 5000 } });
    remote.inject({ method: 'append', fault: { kind: 'cut-after-bytes', bytes: 5000, keptBytes: 1000 } });

    await expect(append(remote, chunkOf(upload, bytes, 0))).rejects.toMatchObject({ code: 'network' });
    expect(await remote.resumable.look(upload, live())).toEqual({ kind: 'open', upload, offset: 5000 });
    await expect(append(remote, chunkOf(upload, bytes, 5000))).rejects.toMatchObject({ code: 'network' });
    expect(await remote.resumable.look(upload, live())).toEqual({ kind: 'open', upload, offset: 6000 });
    expect(await append(remote, chunkOf(upload, bytes, 6000))).toMatchObject({ kind: 'kept' });
    expect(remote.assetOf(part.checksum)?.bytes).toEqual(bytes);
    expect([remote.bytesReceived, remote.uploadCount]).toEqual([5000 + 5000 + 14_000, 1]);
  });

  it.each(['create', 'look', 'append', 'cancel'] as const)(
    '[E1] fail in %s as they are told',
    async (method) => {
      const remote = new FakeRemote();
      const upload = await begun(remote);
      const call = (): Promise<unknown> =>
        ({
          create: () => remote.resumable.create(announcementOf(partOf('b.mov', bytesOf('b', 10))), live()),
          look: () => remote.resumable.look(upload, live()),
          append: () => append(remote, chunkOf(upload, bytes, 0)),
          cancel: () => remote.resumable.cancel(upload, live()),
        })[method]();
      remote.inject({ method, fault: { kind: 'fail', code: 'too-many-requests', retryAfterMs: 7000 } });
      remote.inject({ method, fault: { kind: 'answer-lost' } });

      await expect(call()).rejects.toMatchObject({ code: 'too-many-requests', retryAfterMs: 7000 });
      await expect(call()).rejects.toMatchObject({ code: 'network' });
      expect(remote.calls[method]).toBe(method === 'create' ? 3 : 2);
    },
  );

  it('[U6] stall until they fail, and only those that are meant', async () => {
    const remote = new FakeRemote();
    const upload = await begun(remote);
    const stalled = Promise.withResolvers<undefined>();
    const strike = (fileName: string): void =>
      remote.inject({
        method: 'append',
        fault: { kind: 'wait', afterBytes: 4096, until: () => stalled.promise, failsWith: 'timeout' },
        whenAnnounced: (announcement) => announcement.fileName === fileName,
      });
    strike('other.mov');
    strike('long.mov');

    const sending = append(remote, chunkOf(upload, bytes, 0));
    stalled.resolve(undefined);
    await expect(sending).rejects.toMatchObject({ code: 'timeout' });
    expect(await remote.resumable.look(upload, live())).toMatchObject({ offset: 4096 });
  });

  it('[U9] [E1] are refused at the end when the bytes are others or the quota was lowered, and leave nothing', async () => {
    const remote = new FakeRemote({ quotaBytes: 50_000 });
    const first = await begun(remote);
    remote.inject({ method: 'append', fault: { kind: 'corrupted-on-the-way' } });
    await expect(append(remote, chunkOf(first, bytes, 0))).rejects.toMatchObject({
      code: 'checksum-mismatch',
    });
    const second = await begun(remote);
    remote.account.quotaBytes = 100;
    await expect(append(remote, chunkOf(second, bytes, 0))).rejects.toMatchObject({ code: 'quota-exceeded' });
    expect([remote.assets.length, remote.account.reservedBytes, remote.server.uploads.size]).toEqual([
      0, 0, 0,
    ]);
  });

  it('[U4] expire by a knob, with their room', async () => {
    const remote = new FakeRemote({ quotaBytes: 30_000 });
    const upload = await begun(remote);
    expect(remote.account.reservedBytes).toBe(20_000);
    remote.expireUploads();
    expect(await remote.resumable.look(upload, live())).toEqual({ kind: 'unknown' });
    expect(remote.account.reservedBytes).toBe(0);
  });

  it('[U9] name another checksum when they are told to', async () => {
    const remote = new FakeRemote();
    const other = sha1Of(bytesOf('other', 1));
    remote.inject({ method: 'append', fault: { kind: 'answer-checksum', checksum: other } });
    const state = await append(remote, chunkOf(await begun(remote), bytes, 0));
    expect(state).toMatchObject({ kind: 'kept', outcome: { checksum: other } });
  });

  it('[U4] are refused by a server that takes whole files only', async () => {
    const remote = new FakeRemote({ can: { resumable: undefined } });
    expect((await remote.describe(live())).can.resumable).toBeUndefined();
    await expect(begun(remote)).rejects.toMatchObject({ code: 'rejected' });
  });
});

describe('what happens on the server of FakeRemote', () => {
  const kept = async (remote: FakeRemote): Promise<RemoteAssetId> => {
    const motion = partOf('live.mov', bytesOf('motion', 10));
    const still = partOf('live.heic', bytesOf('still', 10));
    return (await remote.upload(requestOf(still, { motion }), silent, live())).remoteId;
  };
  const sums = [sha1Of(bytesOf('still', 10)), sha1Of(bytesOf('motion', 10))];
  const proofs = async (remote: FakeRemote, isDeep: boolean): Promise<unknown[]> => {
    const { kept: found } = await remote.verify(sums, { isDeep }, live());
    return sums.map((checksum) => found.get(checksum)?.isSound);
  };
  const known = async (remote: FakeRemote): Promise<Checksum[]> => [
    ...(await remote.findChecksums(sums, live())).keys(),
  ];

  it('[D10] is that both parts of a Live Photo go, for good or into the trash', async () => {
    const remote = new FakeRemote();
    remote.trash(await kept(remote));
    expect(await proofs(remote, false)).toEqual([undefined, undefined]);
    expect((await remote.findChecksums(sums, live())).get(sums[0]!)?.isTrashed).toBe(true);
    remote.remove(await kept(remote));
    expect(await known(remote)).toEqual([]);
    expect(remote.account.usedBytes).toBe(0);
  });

  it('[V1] is that bytes rot, which is noticed when they are read again, and healed by another upload', async () => {
    const remote = new FakeRemote();
    remote.server.nowMs = 5000;
    remote.rot(await kept(remote));
    expect([await proofs(remote, false), await known(remote)]).toEqual([[true, true], sums]);
    expect(await proofs(remote, true)).toEqual([false, true]);
    expect([await proofs(remote, false), await known(remote)]).toEqual([[false, true], sums.slice(1)]);
    await kept(remote);
    expect([await proofs(remote, true), await known(remote)]).toEqual([[true, true], sums]);
    const [proof] = (await remote.verify(sums, { isDeep: false }, live())).kept.values();
    expect(proof?.rereadAtMs).toBe(5000);
  });
});
