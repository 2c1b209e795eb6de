import { CancelSource } from '@keepsake/engine';
import { FakeImmichServer, platformOfNode } from '@keepsake/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../credentials.ts';
import { createFetchTransport } from '../fetch-transport.ts';
import type { HttpTransport } from '../http-transport.ts';
import type { AccountWorld, OpenAccountWorld } from './account-world.ts';

/** What every account of a device shows of whoever is signed in, whatever the server says of them, and however late. */
export function describeAccountContract(name: string, openWorld: OpenAccountWorld): void {
  describe(name, () => {
    let server: FakeImmichServer;
    let world: AccountWorld;
    /** Whose answer is on its way until it is released. */
    let held: string | undefined;
    let isHolding: boolean;
    let underWayCount: number;
    let release: () => void;

    beforeEach(async () => {
      server = await FakeImmichServer.open([2, 7, 5]);
      held = undefined;
      isHolding = false;
      underWayCount = 0;
      const released = new Promise<void>((resolve) => (release = resolve));
      const transport = createFetchTransport(platformOfNode(5_000));
      // As late as can be: it is on its way when nobody wants it any more.
      const slow: HttpTransport = {
        async send(request, signal) {
          const isHeld = request.url.endsWith('/users/me') && request.headers['x-api-key'] === held;
          underWayCount += 1;
          try {
            const answer = await transport.send(request, isHeld ? new CancelSource() : signal);
            if (isHeld) {
              isHolding = true;
              await released;
            }
            return answer;
          } finally {
            underWayCount -= 1;
          }
        },
      };
      world = await openWorld(slow);
    });
    afterEach(async () => {
      await world.close?.();
      await server.close();
    });

    /** Until nothing of what is asked is still to come but what is held. */
    const untilHeld = (): Promise<void> => expect.poll(() => isHolding && underWayCount === 1).toBe(true);
    /** Somebody with an account, whose key is their name. */
    const person = (secret: string): Credentials => {
      const { userId } = server.addPerson(secret, undefined);
      return { serverUrl: server.url, userId, userName: secret, credential: { kind: 'api-key', secret } };
    };

    it('learns from the server what it is', async () => {
      const ada = person('ada');
      await world.show(ada, 'ada@example.org');
      await world.ask(ada, new CancelSource());
      const told = { product: 'immich', version: '2.7.5', email: 'ada@example.org' };
      expect(world.state()).toMatchObject({ kind: 'signed-in', ...told });
      expect(await world.noted()).toMatchObject({ userId: ada.userId, ...told });
    });

    it.each([
      [true, undefined],
      [false, 'ada@example.org'],
    ])(
      'keeps the email of whoever signs out unless it is to be forgotten: %s',
      async (forgetsEmail, email) => {
        await world.show(person('ada'), 'ada@example.org');
        await world.signOut({ forgetsEmail });
        expect(world.state()).toEqual({ kind: 'signed-out', lastServerUrl: server.url, lastEmail: email });
      },
    );

    it('keeps no email of whoever was forgotten while the server had yet to answer', async () => {
      const ada = person('ada');
      await world.show(ada, 'ada@example.org');
      held = 'ada';
      const asked = world.ask(ada, new CancelSource());
      await untilHeld();
      await world.signOut({ forgetsEmail: true });
      release();
      await asked;
      expect(world.state()).toMatchObject({ kind: 'signed-out' });
      expect((await world.noted())?.email).toBeUndefined();
    });

    it('says nothing of the next person at the same server that it was told of the last one', async () => {
      const [ada, bob] = [person('ada'), person('bob')];
      await world.show(ada, 'ada@example.org');
      held = 'ada';
      const asked = world.ask(ada, new CancelSource());
      await untilHeld();
      await world.show(bob, 'bob@example.org');
      const [shown, noted] = [world.state(), await world.noted()];
      release();
      await asked;
      expect([world.state(), await world.noted()]).toEqual([shown, noted]);
      expect([shown, noted]).toMatchObject([
        { userName: 'bob', email: 'bob@example.org' },
        { userId: bob.userId },
      ]);
    });

    it('takes no login for expired because the one before it was', async () => {
      const [ada, bob] = [person('ada'), person('bob')];
      held = 'ended';
      const ended: Credentials = { ...ada, credential: { kind: 'api-key', secret: 'ended' } };
      await world.show(ended, 'ada@example.org');
      const asked = world.ask(ended, new CancelSource());
      await untilHeld();
      await world.show(bob, 'bob@example.org');
      release();
      await asked;
      expect(world.state()).toMatchObject({ kind: 'signed-in', userName: 'bob' });
      await world.show(ended);
      await world.ask(ended, new CancelSource());
      expect(world.state()).toMatchObject({ kind: 'expired' });
    });
  });
}
