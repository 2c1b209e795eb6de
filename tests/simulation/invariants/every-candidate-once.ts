import { filesOf } from '@keepsake/testkit';
import type { CreateInvariant } from '../invariant.ts';
import { expectedOf } from '../expected.ts';

/** Every candidate's bytes on the server exactly once. */
export const everyCandidateOnce: CreateInvariant = (truth, report) => {
  const { world } = truth;
  return {
    name: 'every candidate’s bytes on the server exactly once',
    async atTheEnd() {
      for (const asset of world.phone.assets) {
        if (!world.phone.isShown(asset) || expectedOf(world, asset) !== 'candidate') continue;
        const answer = await world.inspect().explain(asset.id);
        const why = JSON.stringify(answer?.why);
        if (filesOf(asset).some((file) => file.content.bytes.length === 0)) {
          if (answer?.why.kind !== 'failed') report(`${asset.id} is empty, and the answer is ${why}`);
          continue;
        }
        const { original, motion } = asset;
        const copies = world.remote.assets.filter((kept) => kept.checksum === original.content.checksum);
        if (copies.length > 1 || !truth.keepsOriginal(original.content.checksum)) {
          report(`the server has ${copies.length} copies of the candidate ${asset.id}: ${why}`);
        }
        if (motion !== undefined && !truth.holds(motion.content.checksum)) {
          report(`the server lacks the motion part of the candidate ${asset.id}: ${why}`);
        }
        if (answer?.why.kind !== 'backed-up' && answer?.why.kind !== 'duplicate') {
          report(`the candidate ${asset.id} is on the server, and the answer is ${why}`);
        }
      }
    },
  };
};
