import type { Remote, RemoteAssetId, ResumableUploads, UploadState } from '@keepsake/engine';

/**
 * Counts what the engine's numbers do not tell: the motion parts that went to photos that the server had already. Such
 * an upload is answered "duplicate", and yet its bytes were sent.
 */
export function countMotionParts(remote: Remote): {
  readonly remote: Remote;
  readonly motionPartsSent: () => number;
} {
  let count = 0;
  const onSent = (): void => {
    count += 1;
  };
  const counting: Remote = {
    resumable: countInChunks(remote.resumable, onSent),
    describe: (signal) => remote.describe(signal),
    findDeviceAssets: (deviceId, ids, signal) => remote.findDeviceAssets(deviceId, ids, signal),
    findChecksums: (checksums, signal, ownVideos) => remote.findChecksums(checksums, signal, ownVideos),
    verify: (checksums, options, signal) => remote.verify(checksums, options, signal),
    addToAlbum: (name, ids, signal) => remote.addToAlbum(name, ids, signal),
    async upload(request, observer, signal) {
      const { original, motion } = request;
      let highestBytes = 0;
      const onBytesSent = (bytesSent: number): void => {
        highestBytes = Math.max(highestBytes, bytesSent);
        observer.onBytesSent(bytesSent);
      };
      const outcome = await remote.upload(request, { onBytesSent }, signal);
      // A server that has both parts answers before it took them.
      const isAllSent = motion !== undefined && highestBytes >= original.sizeBytes + motion.sizeBytes;
      if (outcome.kind === 'duplicate' && isAllSent) onSent();
      return outcome;
    },
  };
  return { remote: counting, motionPartsSent: () => count };
}

/** The motion part goes first by itself; whether its still was there already shows when that is announced. */
function countInChunks(resumable: ResumableUploads, onSent: () => void): ResumableUploads {
  const sent = new Set<RemoteAssetId>();
  const note = (state: UploadState): UploadState => {
    if (state.kind === 'kept' && state.outcome.kind === 'created') sent.add(state.outcome.remoteId);
    return state;
  };
  return {
    async create(announcement, signal) {
      const state = await resumable.create(announcement, signal);
      const { role } = announcement;
      const motionId = role.kind === 'original' ? role.motionId : undefined;
      const isThere = state.kind === 'kept' && state.outcome.kind === 'duplicate';
      if (isThere && motionId !== undefined && sent.delete(motionId)) onSent();
      return state;
    },
    look: async (upload, signal) => note(await resumable.look(upload, signal)),
    append: async (chunk, observer, signal) => note(await resumable.append(chunk, observer, signal)),
    cancel: (upload, signal) => resumable.cancel(upload, signal),
  };
}
