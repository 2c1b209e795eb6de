import type { CreateInvariant } from '../invariant.ts';

/** With the ledger deleted, the next run sends no byte of a known file. */
export const rebuiltWithoutSending: CreateInvariant = (truth, report) => {
  let isRebuilding = false;
  return {
    name: 'with the ledger deleted, the next run sends no byte of a known file',
    see(seen) {
      if (seen.kind === 'ledger-lost') isRebuilding = true;
      if (!isRebuilding || seen.kind !== 'bytes' || seen.way !== 'up') return;
      const asset = truth.world.phone.asset(seen.assetId);
      if (asset === undefined) return;
      const { original, motion } = asset;
      // A motion part that was deleted there, and came back as a video of its own, belongs to its still no more.
      if (truth.showsTogether({ original: original.content.checksum, motion: motion?.content.checksum })) {
        report(`${seen.bytes} bytes of ${seen.assetId} are sent, which the server has`);
      }
    },
  };
};
