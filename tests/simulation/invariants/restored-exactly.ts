import { createHash } from 'node:crypto';
import { filesOf } from '@keepsake/testkit';
import type { CreateInvariant } from '../invariant.ts';
import { expectedOf } from '../expected.ts';

/**
 * Restored into an empty place, every candidate's bytes are there: once in each of its folders, a still that is in several Live
 * Photos once for each of these (V3).
 */
export const restoredExactly: CreateInvariant = (truth, report) => {
  const { world } = truth;

  /** One for each album of the server's that it is in, or one of its month. */
  const folderCountOf = (id: string): number => {
    const albums = [...world.remote.albums.values()].filter((members) =>
      ([...members] as string[]).includes(id),
    );
    return Math.max(1, albums.length);
  };

  return {
    name: 'restored, every candidate’s bytes are there once in each of its folders',
    see(seen) {
      if (seen.kind !== 'restored') return;
      if (seen.outcome !== 'completed') report(`a restore ends: ${seen.outcome}`);
      const counts = new Map<string, number>();
      for (const { bytes } of seen.files) {
        const checksum = createHash('sha1').update(bytes).digest('hex');
        counts.set(checksum, (counts.get(checksum) ?? 0) + 1);
      }
      const { server } = world.remote;
      const motionParts = new Set(world.remote.assets.flatMap((still) => server.motionsOf(still)));
      for (const asset of world.phone.assets) {
        if (!world.phone.isShown(asset) || expectedOf(world, asset) !== 'candidate') continue;
        for (const { content } of filesOf(asset)) {
          if (content.bytes.length === 0) continue;
          const count = counts.get(content.checksum) ?? 0;
          const kept = world.remote.assetOf(content.checksum);
          if (count === 0) report(`the bytes of ${asset.id} are not restored`);
          // A video may come as itself, and beside each still that it belongs to.
          if (kept === undefined || kept.isHidden || motionParts.has(kept)) continue;
          const wantedCount = folderCountOf(kept.id) * Math.max(1, server.motionsOf(kept).length);
          if (count !== wantedCount)
            report(`the bytes of ${asset.id} are restored ${count} times instead of ${wantedCount} times`);
        }
      }
    },
  };
};
