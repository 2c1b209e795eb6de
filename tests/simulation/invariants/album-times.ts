import type { CreateInvariant } from '../invariant.ts';

/** An album's time never moves past an unsettled candidate. */
export const albumTimes: CreateInvariant = (truth, report) => ({
  name: 'an album’s time never moves past an unsettled candidate',
  async see(seen) {
    if (seen.kind !== 'facts') return;
    const moved = seen.facts.flatMap((fact) => (fact.kind === 'album-backed-up' ? [fact.albumId] : []));
    if (moved.length === 0) return;
    const query = { kind: 'listed', standing: 'candidate', after: undefined, limit: 10_000 } as const;
    for (const settlement of ['pending', 'retrying', 'failed'] as const) {
      for (const { asset, albumIds } of await truth.world.ledger.readAssets({ ...query, settlement })) {
        const album = moved.find((id) => albumIds.includes(id));
        if (album !== undefined) report(`the time of ${album} moved, and ${asset.id} in it is ${settlement}`);
      }
    }
  },
});
