import type { CreateInvariant } from '../invariant.ts';

/** A run that says that it is completed has written it down, whatever its ledger went through. */
export const completedIsWrittenDown: CreateInvariant = (_truth, report) => {
  const written = new Set<string>();
  return {
    name: 'what is called completed is written down',
    see(seen) {
      if (seen.kind === 'facts' && seen.facts.some((fact) => fact.kind === 'run-completed'))
        written.add(seen.process);
      if (seen.kind !== 'run' || seen.what === 'started' || seen.outcome === 'already-running') return;
      const isWritten = written.delete(seen.run.process);
      if (seen.outcome === 'completed' && !isWritten)
        report(`a run of ${seen.run.process} is called completed, and the ledger does not know of it`);
    },
  };
};
