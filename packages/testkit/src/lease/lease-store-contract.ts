import type { Lease, LeaseStore } from '@keepsake/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** A place for one lease that stores are opened on. */
interface LeaseWorld {
  /** Each call opens the same lease again, as another process does. */
  open(): Promise<LeaseStore>;
  /** Closes all that was opened. */
  close(): Promise<void>;
}

const leaseOf = (owner: string, revision: number, change: Partial<Lease> = {}): Lease => ({
  owner,
  kind: 'background',
  revision,
  isWanted: false,
  ...change,
});

/** What every `LeaseStore` does. Each test has a world of its own. */
export function describeLeaseStoreContract(name: string, openWorld: () => Promise<LeaseWorld>): void {
  describe(`${name} keeps the contract of LeaseStore:`, () => {
    let world: LeaseWorld | undefined;
    let [one, other]: LeaseStore[] = [];
    beforeEach(async () => {
      world = await openWorld();
      one = await world.open();
      other = await world.open();
    });
    afterEach(async () => {
      await world?.close();
    });

    it('[B2] at first nobody claims it, and what is written is seen by everybody', async () => {
      expect(await one!.read()).toBeUndefined();
      const lease = leaseOf('first ✓', 1, { kind: 'foreground' });
      expect(await one!.replace(undefined, lease)).toBe(true);
      expect(await other!.read()).toEqual(lease);
      const wanted = leaseOf('first ✓', 2, { isWanted: true });
      expect(await other!.replace(lease, wanted)).toBe(true);
      expect(await one!.read()).toEqual(wanted);
      expect(await (await world!.open()).read()).toEqual(wanted);
    });

    it('[B2] whoever expects another claim than the present one changes nothing', async () => {
      expect(await one!.replace(leaseOf('early', 3), leaseOf('early', 4))).toBe(false);
      expect(await one!.replace(leaseOf('early', 1), undefined)).toBe(false);
      await one!.replace(undefined, leaseOf('owner', 1));
      await one!.replace(leaseOf('owner', 1), leaseOf('owner', 2));
      for (const expected of [undefined, leaseOf('owner', 1), leaseOf('owner', 3), leaseOf('other', 2)]) {
        expect(await other!.replace(expected, leaseOf('thief', 3))).toBe(false);
        expect(await other!.replace(expected, undefined)).toBe(false);
      }
      expect(await other!.read()).toEqual(leaseOf('owner', 2));
    });

    it('[B2] a lease that was given up is nobody’s, and can be claimed again', async () => {
      await one!.replace(undefined, leaseOf('owner', 1));
      expect(await one!.replace(leaseOf('owner', 1), undefined)).toBe(true);
      expect(await other!.read()).toBeUndefined();
      expect(await one!.replace(leaseOf('owner', 1), leaseOf('owner', 2))).toBe(false);
      expect(await other!.replace(undefined, leaseOf('next', 1))).toBe(true);
      expect(await one!.read()).toEqual(leaseOf('next', 1));
    });

    it('[B2] of many who claim it at once exactly one does', async () => {
      for (let round = 0; round < 10; round += 1) {
        const present = await one!.read();
        const contenders = Array.from({ length: 8 }, (_, index) => `${round}-${index}`);
        const answers = await Promise.all(
          contenders.map((owner, index) =>
            (index % 2 === 0 ? one! : other!).replace(present, leaseOf(owner, (present?.revision ?? 0) + 1)),
          ),
        );
        expect(answers.filter(Boolean)).toHaveLength(1);
        expect((await other!.read())?.owner).toBe(contenders[answers.indexOf(true)]);
      }
    });

    it('[B2] no writing is lost among two that take turns as they can', async () => {
      const raise = async (store: LeaseStore, owner: string): Promise<void> => {
        for (let done = 0; done < 20;) {
          const present = await store.read();
          if (await store.replace(present, leaseOf(owner, (present?.revision ?? 0) + 1))) done += 1;
        }
      };
      await Promise.all([raise(one!, 'one'), raise(other!, 'other')]);
      expect((await one!.read())?.revision).toBe(40);
    });
  });
}
