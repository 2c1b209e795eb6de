import type { Checksum } from '@keepsake/engine';
import type { CreateInvariant } from '../invariant.ts';

/** What a server lost that was put back from an older copy is never called deleted there: nobody did that. */
export const putBackIsSentAgain: CreateInvariant = (truth, report) => {
  const putBack = new Set<Checksum>();
  const others = new Set<Checksum>();
  return {
    name: 'what a server lost that was put back from an older copy is never called deleted there',
    see(seen) {
      if (seen.kind === 'server-lost') (seen.how === 'put-back' ? putBack : others).add(seen.checksum);
      if (seen.kind !== 'facts' || truth.world.server !== 'keepsake') return;
      for (const fact of seen.facts) {
        if (fact.kind !== 'deleted-on-server') continue;
        const bytes = truth.world.phone.history.checksumsOf(fact.id, fact.version);
        const parts = [bytes?.original, bytes?.motion].filter((part) => part !== undefined);
        const isLost = parts.some((part) => putBack.has(part) && !truth.holds(part));
        if (isLost && !parts.some((part) => others.has(part)))
          report(`${fact.id} is called deleted on the server, which was put back from an older copy`);
      }
    },
  };
};
