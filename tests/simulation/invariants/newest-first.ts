import type { AssetId } from '@keepsake/engine';
import { filesOf, type PhoneAsset } from '@keepsake/testkit';
import type { CreateInvariant } from '../invariant.ts';

/**
 * Of two photos, or two videos, that were hashed in one run, the newer has its turn first (U5): an older one that was hashed
 * later does not overtake it. What has a reason to wait of its own is left out: what is in the cloud, broken, or changing,
 * and what has a twin; and all of a run in which the device was full, since what is larger than what did not fit waits.
 */
export const newestFirst: CreateInvariant = (truth, report) => newestFirstWithin(0)(truth, report);

/**
 * The same where an asset is opened some time after its turn began, as on phones, which open a file when its bytes are wanted: of those whose turns
 * go on at the same time, so many newer ones may be opened after an older one, and no more.
 */
export const newestFirstWithin =
  (slack: number): CreateInvariant =>
  (truth, report) => {
    const { world } = truth;
    /** What was hashed in a run and has not been opened since, in the order in which it was hashed; by process. */
    const waiting = new Map<string, AssetId[]>();

    /** When the device was full last, for the copy of any of them. */
    let fullAtMs = -Infinity;
    const lookForRoom = (): void => {
      const isFull = world.phone.assets.some(({ fault }) => fault?.code === 'device-full');
      if (isFull) fullAtMs = world.clock.elapsedMs;
    };

    const isPlain = (asset: PhoneAsset, sinceMs: number): boolean =>
      asset.cloud.kind === 'on-phone' &&
      asset.fault === undefined &&
      asset.whileRead === undefined &&
      world.phone.isShown(asset) &&
      world.phone.history.changedAtMs(asset.id) < sinceMs &&
      !hasTwin(asset);

    function hasTwin(asset: PhoneAsset): boolean {
      const own = new Set(filesOf(asset).map((file) => file.content));
      return world.phone.assets.some(
        (other) => other !== asset && filesOf(other).some((file) => own.has(file.content)),
      );
    }

    const begin = (process: string, id: AssetId): void => {
      const run = truth.runOf(process);
      const queue = waiting.get(process);
      const at = queue?.indexOf(id) ?? -1;
      if (run === undefined || queue === undefined || at < 0) return;
      queue.splice(at, 1);
      const asset = world.phone.asset(id);
      // Whoever has little time left takes what fits into it.
      if (asset === undefined || run.budgetMs !== undefined || world.ledgerTrouble.wasDisordered) return;
      if (fullAtMs >= run.startedAtMs) return;
      const overtaken = queue.slice(0, at).filter((otherId) => {
        const other = world.phone.asset(otherId);
        if (other === undefined || other.kind !== asset.kind) return false;
        return other.createdAtMs > asset.createdAtMs && isPlain(other, run.startedAtMs);
      });
      if (overtaken.length > slack)
        report(`${id} has its turn before ${overtaken.join()}, which are newer and were hashed before it`);
    };

    const drop = (process: string, id: AssetId): void => {
      const queue = waiting.get(process);
      const at = queue?.indexOf(id) ?? -1;
      if (at >= 0) queue?.splice(at, 1);
    };

    return {
      name: 'the newest first, of photos and of videos',
      see(seen) {
        switch (seen.kind) {
          case 'run':
            lookForRoom();
            if (seen.what === 'started') waiting.delete(seen.run.process);
            return;
          case 'opened':
            begin(seen.process, seen.assetId);
            return;
          case 'process':
            // What it was told in its sleep it hears in another order.
            waiting.delete(seen.process);
            return;
          case 'facts':
            for (const fact of seen.facts) {
              if (fact.kind === 'hashed') {
                const queue = waiting.get(seen.process) ?? [];
                waiting.set(seen.process, queue);
                queue.push(fact.id);
              } else if (SETTLING.has(fact.kind) && 'id' in fact) drop(seen.process, fact.id);
            }
            return;
          default:
        }
      },
      afterEvent: lookForRoom,
    };
  };

const SETTLING: ReadonlySet<string> = new Set([
  'backed-up',
  'attempt-failed',
  'deleted-on-server',
  'vanished',
]);
