import type { AssetId } from '@keepsake/engine';
import type { BackupNative } from '../../../modules/backup-native/src/index.ts';
import type { LeftExport, LeftExports } from './left-exports.ts';

/** The temporary files that this process has in use (U8), each for somebody who lets go of it. */
export interface TemporaryUris {
  /** Keeps a file for its owner; when that is over already, the file goes. What is large is noted for the turn that goes on with it, should this one not come to its end. */
  hold(file: LeftExport, owner: Owner): Promise<void>;
  /** The file that an earlier turn left, if it is still whole, and nobody has it: it is this owner's from now on. */
  takeUp(name: string, owner: Owner): Promise<LeftExport | undefined>;
  /** Removes all files of this owner, but for those that a transfer still needs: a sweep removes these. Never fails. */
  release(owner: Owner): Promise<void>;
  /** As `release`, for an owner who was cut off: what was noted is left. Never fails. */
  leave(owner: Owner): Promise<void>;
  /** Whoever might have taken it up has no use for it any more. Never fails. */
  forget(name: string): Promise<void>;
  /** Removes what is left for other turns, on a device that is full; false: there was nothing. Never fails. */
  makeRoom(): Promise<boolean>;
  /** Removes what nobody has in use, and what is left of assets that nobody will send any more. Never fails. */
  sweep(isWanted: (id: AssetId) => Promise<boolean>): Promise<void>;
}

interface Owner {
  readonly aborted: boolean;
}

export interface TemporaryDeps {
  readonly native: Pick<BackupNative, 'readBytes' | 'removeTemporary' | 'sweepTemporary'>;
  readonly left: LeftExports;
  /** Whether a transfer that goes on by itself reads this file. */
  readonly isInTransfer: (uri: string) => boolean;
}

export function createTemporaryUris({ native, left, isInTransfer }: TemporaryDeps): TemporaryUris {
  const held = new Map<string, { readonly file: LeftExport; readonly owner: Owner }>();
  const filesOf = (owner: Owner): readonly LeftExport[] =>
    [...held.values()].filter((each) => each.owner === owner).map(({ file }) => file);
  const remove = async (files: readonly LeftExport[]): Promise<void> => {
    for (const { uri } of files) held.delete(uri);
    left.drop(files);
    const idle = files.map(({ uri }) => uri).filter((uri) => !isInTransfer(uri));
    if (idle.length > 0) await native.removeTemporary(idle).catch(() => undefined);
  };
  const idle = (file: LeftExport | undefined): LeftExport | undefined =>
    file === undefined || held.has(file.uri) ? undefined : file;
  const idleOf = (files: readonly LeftExport[]): readonly LeftExport[] => files.filter(idle);
  const hold = async (file: LeftExport, owner: Owner): Promise<void> => {
    held.set(file.uri, { file, owner });
    if (owner.aborted) return remove([file]);
    // From now on, and not only when it is left: a process may end in the middle.
    await remove(idleOf(left.add(file)));
  };
  /** Its last byte is there, and none behind it. */
  const isWhole = async ({ uri, sizeBytes }: LeftExport): Promise<boolean> => {
    try {
      return (await native.readBytes(uri, sizeBytes - 1, 2)).byteLength === 1;
    } catch {
      return false;
    }
  };
  return {
    hold,
    async takeUp(name, owner) {
      const file = idle(left.find(name));
      if (file === undefined) return undefined;
      // At once: while it is looked at, it must not make room for another.
      held.set(file.uri, { file, owner });
      const isThere = await isWhole(file);
      await (isThere ? hold(file, owner) : remove([file]));
      return isThere && !owner.aborted ? file : undefined;
    },
    release: (owner) => remove(filesOf(owner)),
    async leave(owner) {
      const kept = new Set(left.uris());
      const files = filesOf(owner);
      for (const { uri } of files) if (kept.has(uri)) held.delete(uri);
      await remove(files.filter(({ uri }) => !kept.has(uri)));
    },
    async forget(name) {
      const file = idle(left.find(name));
      if (file !== undefined) await remove([file]);
    },
    async makeRoom() {
      const files = idleOf(left.all()).filter(({ uri }) => !isInTransfer(uri));
      await remove(files);
      return files.length > 0;
    },
    async sweep(isWanted) {
      await left.keepThose(isWanted);
      await native.sweepTemporary([...held.keys(), ...left.uris()]).catch(() => undefined);
    },
  };
}
