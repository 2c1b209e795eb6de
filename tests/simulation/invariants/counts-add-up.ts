import type { Statistics } from '@keepsake/engine';
import type { CreateInvariant } from '../invariant.ts';

/** Counts add up. */
export const countsAddUp: CreateInvariant = (truth, report) => {
  let isLedgerChanged = true;
  const check = (statistics: Statistics, of: string): void => {
    const { candidates } = statistics;
    const sum =
      statistics.uploadedCount +
      statistics.duplicateCount +
      statistics.waitingCount +
      statistics.failedCount +
      statistics.goneCount +
      statistics.deletedOnServerCount +
      statistics.excludedCount +
      statistics.notSelectedCount +
      statistics.ignoredCount;
    const candidateSum = candidates.backedUpCount + candidates.waitingCount + candidates.failedCount;
    if (sum !== statistics.libraryCount || candidateSum !== candidates.totalCount) {
      report(`${of}: ${JSON.stringify(statistics)} does not add up`);
    }
    const { candidates: ofCandidates, ...counts } = statistics;
    if (Object.values({ ...counts, ...ofCandidates }).some((count) => count < 0))
      report(`${of}: ${JSON.stringify(statistics)} has less than nothing`);
  };
  const checkLedger = async (): Promise<void> => {
    check((await truth.world.inspect().readStatus()).statistics, 'the ledger');
  };

  return {
    name: 'counts add up',
    see(seen) {
      if (seen.kind === 'facts') isLedgerChanged = true;
    },
    async afterEvent() {
      for (const role of ['app', 'worker']) {
        const statistics = truth.world.alive(role)?.engine.snapshot().statistics;
        if (statistics !== undefined) check(statistics, `what the ${role} shows`);
      }
      if (!isLedgerChanged) return;
      isLedgerChanged = false;
      await checkLedger();
    },
    async atTheEnd() {
      const { world } = truth;
      const { statistics } = await world.inspect().readStatus();
      const shownCount = world.phone.assets.filter((asset) => world.phone.isShown(asset)).length;
      const libraryCount = statistics.libraryCount - statistics.goneCount;
      if (libraryCount !== shownCount) {
        report(
          `the library has ${shownCount} assets, and ${libraryCount} are counted: ${JSON.stringify(statistics)}`,
        );
      }
    },
  };
};
