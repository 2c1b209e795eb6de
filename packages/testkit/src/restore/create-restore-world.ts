import { CancelSource, restoreLibrary, type RemoteAssetId, type RestoreDeps } from '@keepsake/engine';
import { createFakeClock } from '../library/fake-clock.ts';
import { createSeededRandom } from '../library/seeded-random.ts';
import { silentLogger } from '../library/silent-logger.ts';
import { FakeRemote } from '../remote/fake-remote.ts';
import { bytesOf, partOf, requestOf } from '../remote/photos-to-send.ts';
import { FakeRestoreTarget } from './fake-restore-target.ts';

/** A server, a folder to bring things home to, and what a restore needs beside them. */
export function createRestoreWorld() {
  const remote = new FakeRemote();
  const target = new FakeRestoreTarget();
  const signal = new CancelSource();
  const deps: RestoreDeps = {
    originals: remote.originals,
    target,
    remote,
    clock: createFakeClock({ autoAdvance: true }),
    random: createSeededRandom(1),
    logger: silentLogger,
    options: { offlinePatienceMs: 60_000 },
  };
  const keep = async (
    fileName: string,
    seed: string,
    more: { albums?: readonly string[]; motion?: string; motionSeed?: string; sizeBytes?: number } = {},
  ): Promise<RemoteAssetId> => {
    const motion =
      more.motion === undefined
        ? undefined
        : partOf(more.motion, bytesOf(`${more.motionSeed ?? seed} moving`, 9_000));
    const original = partOf(fileName, bytesOf(seed, more.sizeBytes ?? 5_000));
    const request = requestOf(original, { motion });
    const { remoteId } = await remote.upload(request, { onBytesSent: () => undefined }, signal);
    for (const album of more.albums ?? []) await remote.addToAlbum(album, [remoteId], signal);
    return remoteId;
  };
  const restore = (albumNames: readonly string[] = [], overrides: Partial<RestoreDeps> = {}) =>
    restoreLibrary({ ...deps, ...overrides }, { albumNames }, () => undefined, signal);
  const paths = (): readonly string[] => [...target.files.keys()].sort();
  const bytesAt = (path: string): Uint8Array | undefined => target.files.get(path)?.bytes;
  return { remote, target, signal, keep, restore, paths, bytesAt };
}
