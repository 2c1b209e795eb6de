import { BackupError, type Hasher } from '@keepsake/engine';

/** Checksums by the platform itself. A part of a phone's library can always be read by it. */
export const phoneHasher: Hasher = {
  async hash(part, signal, onRead = () => undefined) {
    if (part.native === undefined)
      throw new BackupError('read-failed', `${part.fileName} is no file of this phone`);
    return part.native.hash(onRead, signal);
  },
};
