import type { Remote } from '@keepsake/engine';

/**
 * Counts what the engine's numbers do not tell: the motion parts that went to photos that the server had already. Such
 * an upload is answered "duplicate", and yet its bytes were sent.
 */
export function countMotionParts(remote: Remote): {
  readonly remote: Remote;
  readonly motionPartsSent: () => number;
} {
  let count = 0;
  const counting: Remote = {
    resumable: remote.resumable,
    describe: (signal) => remote.describe(signal),
    verify: (checksums, options, signal) => remote.verify(checksums, options, signal),
    findDeviceAssets: (deviceId, ids, signal) => remote.findDeviceAssets(deviceId, ids, signal),
    findChecksums: (checksums, signal) => remote.findChecksums(checksums, signal),
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
      if (outcome.kind === 'duplicate' && isAllSent) count += 1;
      return outcome;
    },
  };
  return { remote: counting, motionPartsSent: () => count };
}
