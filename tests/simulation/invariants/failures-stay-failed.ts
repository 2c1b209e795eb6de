import type { AssetId, AssetVersion } from '@keepsake/engine';
import type { CreateInvariant } from '../invariant.ts';

const MOST_ATTEMPTS = 5;

interface Attempts {
  readonly version: AssetVersion;
  count: number;
  hasFailed: boolean;
}

/** Failures stay failed until retried, and are retried no more than 5 times. */
export const failuresStayFailed: CreateInvariant = (_truth, report) => {
  let attempts = new Map<AssetId, Attempts>();
  return {
    name: 'failures stay failed until retried, and are retried no more than 5 times',
    see(seen) {
      if (seen.kind === 'sending') {
        const known = attempts.get(seen.call.assetId);
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
          case 'upload-again-wanted':
          case 'found-damaged':
          case 'vanished':
          case 'deleted-on-server':
          case 'album-enumerated':
            if ('id' in fact) attempts.delete(fact.id);
            break;
          case 'backed-up':
            attempts.delete(fact.id);
            break;
          case 'assets-seen':
            for (const { asset, version } of fact.assets) {
              if (attempts.get(asset.id)?.version !== version) attempts.delete(asset.id);
            }
            break;
          case 'attempt-failed': {
            const known = attempts.get(fact.id);
            const now: Attempts =
              known?.version === fact.version ? known : { version: fact.version, count: 0, hasFailed: false };
            attempts.set(fact.id, now);
            if (now.hasFailed) report(`${fact.id} has failed, nobody retried it, and it fails again`);
            now.count += 1;
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
