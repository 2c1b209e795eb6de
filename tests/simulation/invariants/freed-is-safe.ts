import type { CreateInvariant } from '../invariant.ts';

const AFTER_PROOF_MS = 1_000;

/** Nothing is removed from the device that the server does not hold soundly. */
export const freedIsSafe: CreateInvariant = (truth, report) => ({
  name: 'nothing is removed from the device that the server does not hold soundly',
  see(seen) {
    if (seen.kind !== 'removed') return;
    const { remote, clock } = truth.world;
    for (const checksum of seen.checksums) {
      // Between the proof and the removal that follows it nobody can know.
      if (clock.elapsedMs - (truth.lostAtMs(checksum) ?? -Infinity) <= AFTER_PROOF_MS) continue;
      const asset = remote.assetOf(checksum);
      if (asset === undefined || asset.isTrashed)
        report(`${checksum} is removed, and the server does not keep it`);
      else if (remote.server.healthOf(asset) !== 'sound')
        report(`${checksum} is removed, and the server's is rotten`);
    }
  },
});
