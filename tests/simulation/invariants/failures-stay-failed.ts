import type { AssetId, AssetVersion, UploadId } from '@keepsake/engine';
import type { CreateInvariant } from '../invariant.ts';

const MOST_ATTEMPTS = 5;

interface Attempts {
  readonly version: AssetVersion;
  lastAtMs: number;
  count: number;
  /** What the ledger was told last of how many there were. */
  toldCount: number;
  hasFailed: boolean;
}

/** Failures stay failed until retried, and are retried no more than 5 times without getting ahead. */
export const failuresStayFailed: CreateInvariant = (truth, report) => {
  const { clock, phone } = truth.world;
  let attempts = new Map<AssetId, Attempts>();
  const noted = new Map<UploadId, number>();
  /** What was away and came back, or changed, is tried afresh. */
  const attemptsOf = (id: AssetId): Attempts | undefined => {
    const known = attempts.get(id);
    return known === undefined || phone.history.changedAtMs(id) >= known.lastAtMs ? undefined : known;
  };
  return {
    name: 'failures stay failed until retried, and are retried no more than 5 times without getting ahead',
    see(seen) {
      if (seen.kind === 'sending') {
        const known = attemptsOf(seen.call.assetId);
        if (
          known?.hasFailed === true &&
          seen.call.deviceAssetId === `${seen.call.assetId}@${known.version}`
        ) {
          report(`${seen.call.assetId} has failed, nobody retried it, and it is sent`);
        }
      }
      if (seen.kind === 'ledger-lost') attempts = new Map();
      if (seen.kind !== 'facts') return;
      for (const fact of seen.facts) {
        switch (fact.kind) {
          case 'retry-wanted':
            if (fact.ids === 'all-failed')
              attempts = new Map([...attempts].filter(([, it]) => !it.hasFailed));
            else for (const id of fact.ids) attempts.delete(id);
            break;
          case 'transfer-noted': {
            const { upload, offset, assetId } = fact.transfer;
            const known = attempts.get(assetId);
            // What brought it further is forgiven.
            if (known !== undefined && offset > (noted.get(upload) ?? offset)) known.count = 0;
            noted.set(upload, Math.max(offset, noted.get(upload) ?? 0));
            break;
          }
          case 'found-damaged':
          case 'vanished':
          case 'deleted-on-server':
          case 'backed-up':
            attempts.delete(fact.id);
            break;
          case 'assets-seen':
            for (const { asset, version } of fact.assets) {
              if (attempts.get(asset.id)?.version !== version) attempts.delete(asset.id);
            }
            break;
          case 'attempt-failed': {
            if (fact.failure.code === 'network') report(`the network is away, and ${fact.id} pays for it`);
            if (fact.failure.code === 'ledger-unavailable')
              report(`the ledger cannot be used, and ${fact.id} pays for it`);
            if (fact.failure.code === 'device-full') {
              // What waits for a retry anyhow is noted to wait for room, with the attempts that it had.
              if (fact.nextAttemptAtMs === undefined)
                report(`the device is full, and ${fact.id} pays for it`);
              const before = attempts.get(fact.id);
              if (before?.version === fact.version && fact.failure.attempts > before.toldCount)
                report(`the device is full, and ${fact.id} is charged with an attempt`);
              break;
            }
            const known = attemptsOf(fact.id);
            const now: Attempts =
              known?.version === fact.version
                ? known
                : { version: fact.version, lastAtMs: 0, count: 0, toldCount: 0, hasFailed: false };
            attempts.set(fact.id, now);
            if (now.hasFailed) report(`${fact.id} has failed, nobody retried it, and it fails again`);
            now.count += 1;
            now.toldCount = fact.failure.attempts;
            now.lastAtMs = clock.elapsedMs;
            now.hasFailed = fact.nextAttemptAtMs === undefined;
            if (now.count > MOST_ATTEMPTS)
              report(`${fact.id} was tried ${now.count} times: ${fact.failure.code}`);
            break;
          }
          default:
        }
      }
    },
  };
};
