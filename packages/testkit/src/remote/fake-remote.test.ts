import { CancelSource, type UploadObserver } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';
import { FakePhotoServer } from './fake-photo-server.ts';
import { FakeRemote } from './fake-remote.ts';
import { bytesOf, partOf, requestOf } from './photos-to-send.ts';
import { describeRemoteContract } from './contract/remote-contract.ts';

describeRemoteContract('FakeRemote', () => {
  const server = new FakePhotoServer();
  const remote = new FakeRemote({ server });
  remote.originals.pageSize = 7;
  const signedOut = new FakeRemote({ server, userId: 'stranger' });
  signedOut.account.isRevoked = true;
  return Promise.resolve({
    remote,
    limited: new FakeRemote({ server, userId: 'ben', quotaBytes: 50_000 }),
    limitedQuotaBytes: 50_000,
    signedOut,
    originals: remote.originals,
    signedOutOriginals: signedOut.originals,
    readAlbum: (name: string) => {
      const members = remote.albums.get(name);
      return Promise.resolve(members === undefined ? undefined : [...members]);
    },
    trash: (id) => Promise.resolve(remote.trash(id)),
    remove: (id) => Promise.resolve(remote.remove(id)),
    rot: (checksum) => Promise.resolve(remote.rot(remote.assetOf(checksum)!.id)),
    close: () => Promise.resolve(),
  });
});

describe('faults of FakeRemote', () => {
  const silent: UploadObserver = { onBytesSent: () => undefined };
  const live = (): CancelSource => new CancelSource();
  const request = requestOf(partOf('a.jpg', bytesOf('a', 10_000)));

  it('[U6] fails as many calls as it was told, and no others', async () => {
    const remote = new FakeRemote();
    remote.failNext('describe', 'server-error', 2);

    await expect(remote.describe(live())).rejects.toMatchObject({ code: 'server-error' });
    expect(await remote.findChecksums([], live())).toEqual(new Map());
    await expect(remote.describe(live())).rejects.toMatchObject({ code: 'server-error' });
    expect((await remote.describe(live())).userId).toBe('ada');
    expect(remote.calls.describe).toBe(3);
  });

  it('[E1] loses the answer of an upload that was kept', async () => {
    const remote = new FakeRemote();
    remote.inject({ method: 'upload', fault: { kind: 'answer-lost' } });

    await expect(remote.upload(request, silent, live())).rejects.toMatchObject({ code: 'network' });
    expect(remote.assets.map((asset) => asset.checksum)).toEqual([request.original.checksum]);
    expect((await remote.upload(request, silent, live())).kind).toBe('duplicate');
    expect([remote.uploadCount, remote.bytesReceived]).toEqual([1, 10_000]);
  });

  it('[U2] keeps nothing of an upload that was cut, corrupted or offline', async () => {
    const remote = new FakeRemote();
    remote.inject({ method: 'upload', fault: { kind: 'cut-after-bytes', bytes: 4096 } });
    remote.inject({ method: 'upload', fault: { kind: 'corrupted-on-the-way' } });

    await expect(remote.upload(request, silent, live())).rejects.toMatchObject({ code: 'network' });
    expect(remote.bytesReceived).toBe(4096);
    await expect(remote.upload(request, silent, live())).rejects.toMatchObject({ code: 'checksum-mismatch' });
    remote.isOffline = true;
    await expect(remote.upload(request, silent, live())).rejects.toMatchObject({ code: 'network' });
    expect([remote.assets.length, remote.account.reservedBytes]).toEqual([0, 0]);
  });

  it('[U7] holds a call at a gate, which can be cancelled', async () => {
    const remote = new FakeRemote();
    const gate = Promise.withResolvers<undefined>();
    const until = gate.promise;
    remote.inject({ method: 'upload', times: 2, fault: { kind: 'wait', until, afterBytes: 4096 } });
    const source = new CancelSource();

    const cancelled = remote.upload(request, silent, source);
    const passing = remote.upload(request, silent, live());
    source.cancel();
    await expect(cancelled).rejects.toBe(source.reason);
    gate.resolve(undefined);
    expect((await passing).kind).toBe('created');
  });

  it('[U9] strikes only the upload that it is meant for', async () => {
    const remote = new FakeRemote();
    const other = requestOf(partOf('b.jpg', bytesOf('b', 10)));
    remote.inject({
      method: 'upload',
      fault: { kind: 'answer-checksum', checksum: undefined },
      when: ({ original }) => original.fileName === 'b.jpg',
    });

    expect((await remote.upload(request, silent, live())).checksum).toBe(request.original.checksum);
    expect((await remote.upload(other, silent, live())).checksum).toBeUndefined();
  });
});
