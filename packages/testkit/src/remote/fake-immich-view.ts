import {
  BackupError,
  throwIfCancelled,
  type CancelSignal,
  type Remote,
  type RemoteCapabilities,
  type RemoteMatch,
  type UploadObserver,
  type UploadOutcome,
  type UploadRequest,
} from '@keepsake/engine';
import { FakeIntake } from './fake-intake.ts';
import type { FakeRemote } from './fake-remote.ts';
import { receiveInTwo } from './fake-whole-upload.ts';

/** What a version of Immich can do, as its adapter tells the engine. */
export function immichCapabilities(major: 2 | 3): RemoteCapabilities {
  return { resumable: undefined, deviceNames: major < 3, deepVerify: false };
}

/**
 * A server in memory as the adapter for Immich shows it to the engine: silent about checksums behind names, about motion parts
 * and about what is hidden, and taking one file at a time. The remote must have been given `immichCapabilities`.
 */
export function immichView(remote: FakeRemote, major: 2 | 3): Remote {
  const intake = new FakeIntake(remote.server, remote.account);
  return {
    resumable: remote.resumable,
    async describe(signal) {
      return { ...(await remote.describe(signal)), product: 'immich', version: `${major}.0.0` };
    },
    async findDeviceAssets(deviceId, ids, signal) {
      return mapped(await remote.findDeviceAssets(deviceId, ids, signal), () => NAME_ALONE);
    },
    async findChecksums(checksums, signal) {
      return mapped(await remote.findChecksums(checksums, signal), (match) => ({
        ...match,
        motionChecksum: undefined,
        isMotionPart: false,
      }));
    },
    verify: (checksums, options, signal) => remote.verify(checksums, options, signal),
    async upload(
      request: UploadRequest,
      observer: UploadObserver,
      signal: CancelSignal,
    ): Promise<UploadOutcome> {
      throwIfCancelled(signal);
      if (remote.account.isRevoked) throw new BackupError('unauthorized', 'the login is no longer good');
      const way = { observer, signal, fault: undefined, onArrival: () => undefined };
      return { ...(await receiveInTwo(intake, request, way)), checksum: undefined };
    },
    addToAlbum: (name, ids, signal) => remote.addToAlbum(name, ids, signal),
  };
}

/** That a device has sent something under this name, and nothing else. */
const NAME_ALONE: RemoteMatch = {
  remoteId: undefined,
  checksum: undefined,
  motionChecksum: undefined,
  isMotionPart: false,
  isTrashed: false,
};

const mapped = <Key>(
  matches: ReadonlyMap<Key, RemoteMatch>,
  shown: (match: RemoteMatch) => RemoteMatch,
): ReadonlyMap<Key, RemoteMatch> => new Map([...matches].map(([key, match]) => [key, shown(match)]));
