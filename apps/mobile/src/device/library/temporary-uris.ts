import type { BackupNative } from '../../../modules/backup-native/src/index.ts';

/** The temporary files that this process has in use (U8), each for somebody who lets go of it. */
export interface TemporaryUris {
  /** Keeps a file for its owner; when that is over already, the file goes. */
  hold(uri: string, owner: Owner): Promise<void>;
  /** Removes all files of this owner, but for those that a transfer still needs: a sweep removes these. Never fails. */
  release(owner: Owner): Promise<void>;
  sweep(): Promise<void>;
}

interface Owner {
  readonly aborted: boolean;
}

export interface TemporaryDeps {
  readonly native: Pick<BackupNative, 'removeTemporary' | 'sweepTemporary'>;
  /** Whether a transfer that goes on by itself reads this file. */
  readonly isInTransfer: (uri: string) => boolean;
}

export function createTemporaryUris({ native, isInTransfer }: TemporaryDeps): TemporaryUris {
  const held = new Map<string, Owner>();
  const remove = async (uris: readonly string[]): Promise<void> => {
    for (const uri of uris) held.delete(uri);
    const idle = uris.filter((uri) => !isInTransfer(uri));
    if (idle.length > 0) await native.removeTemporary(idle).catch(() => undefined);
  };
  return {
    async hold(uri, owner) {
      held.set(uri, owner);
      if (owner.aborted) await remove([uri]);
    },
    async release(owner) {
      await remove([...held].filter(([, each]) => each === owner).map(([uri]) => uri));
    },
    async sweep() {
      await native.sweepTemporary([...held.keys()]).catch(() => undefined);
    },
  };
}
