import { Cancelled, CancelSource } from '@keepsake/engine';
import type { HttpAnswer } from '@keepsake/remote';
import { VirtualClock } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import {
  NEVER,
  ok,
  openServer,
  openTransfers,
  requestTo,
  untilTrue,
  URI,
} from '../../../simulated/native/open-transfers.ts';

describe('transfers of a phone that nobody waits for', () => {
  it('[B4] leaves a transfer to the platform when the time is over, and the next process takes its answer', async () => {
    let goOn: () => void = () => undefined;
    const { received, url } = await openServer((each, response) => {
      goOn = () => ok(each, response);
    });
    const { openProcess, transfers } = openTransfers();
    const first = openProcess();
    const signal = new CancelSource();
    const sending = first.transport.send(requestTo(url, { authorization: 'Bearer one' }), signal);
    await untilTrue(() => received.length === 1);
    signal.cancel(new Cancelled('time is over', 'out-of-time'));
    await expect(sending).rejects.toMatchObject({ why: 'out-of-time' });
    expect(first.phone.isInTransfer(URI)).toBe(true);
    first.native.close();
    const second = openProcess();
    // While it goes on, it is waited for; what it asks for is the same, whatever secret it was signed in with.
    const attached = second.transport.send(requestTo(url, { authorization: 'Bearer two' }), NEVER);
    goOn();
    expect((await attached).status).toBe(204);
    expect([received.length, transfers.requests.length]).toEqual([1, 1]);
  });

  it.each([
    ['yielding', 1],
    ['out-of-time', 2],
  ] as const)(
    '[B2] hands what ends with the process on to the run that takes over, and to nobody else (%s)',
    async (why, sentCount) => {
      let goOn: () => void = () => undefined;
      const { received, url } = await openServer((each, response) => {
        goOn = () => ok(each, response);
      });
      const { openProcess, transfers } = openTransfers('now');
      const { phone, transport, native } = openProcess();
      const signal = new CancelSource();
      const sending = transport.send(requestTo(url), signal);
      await untilTrue(() => received.length === 1);
      signal.cancel(new Cancelled('enough', why));
      await expect(sending).rejects.toMatchObject({ why });
      expect(phone.isInTransfer(URI)).toBe(why === 'yielding');
      if (why === 'out-of-time')
        await untilTrue(async () => (await native.listTransfers())[0]?.state === 'ended');
      const again = transport.send(requestTo(url), NEVER);
      await untilTrue(() => received.length === sentCount);
      goOn();
      expect((await again).status).toBe(204);
      expect([received.length, transfers.requests.length]).toEqual([sentCount, sentCount]);
      expect(phone.isInTransfer(URI)).toBe(false);
    },
  );

  it('[U7] ends when the person pauses, and what somebody waits for only if they stop it', async () => {
    const { url, received } = await openServer(ok);
    const { openProcess, transfers } = openTransfers();
    const { phone, transport, native } = openProcess();
    const release = transfers.hold();
    const signal = new CancelSource();
    const left = transport.send(requestTo(url), signal);
    await untilTrue(async () => (await native.listTransfers())[0]?.state === 'running');
    await phone.endLeft();
    expect((await native.listTransfers())[0]?.state).toBe('running');
    signal.cancel(new Cancelled('its time is over', 'out-of-time'));
    await expect(left).rejects.toMatchObject({ why: 'out-of-time' });
    expect((await native.listTransfers())[0]?.state).toBe('running');
    await phone.endLeft();
    await untilTrue(async () => (await native.listTransfers())[0]?.state === 'ended');
    release();
    expect(received).toHaveLength(0);
  });

  it('[B4] begins anew what would end with the app, and what goes on without it once', async () => {
    const { received, url } = await openServer(ok);
    const { openProcess, transfers } = openTransfers();
    let lifetime: 'now' | 'surviving' = 'now';
    const { phone, transport, native } = openProcess({ lifetimeOf: () => lifetime });
    const release = transfers.hold();
    const sending = transport.send(requestTo(url), NEVER);
    const isWaitedFor = new Promise((resolve) => void setTimeout(resolve, 20));
    await untilTrue(async () => (await native.listTransfers())[0]?.state === 'running');
    await isWaitedFor;
    await phone.handOver();
    expect(transfers.requests).toHaveLength(1);
    lifetime = 'surviving';
    // Two runs whose time is over at the same moment, on a phone that takes its own to break off.
    const cancelTransfers = native.cancelTransfers.bind(native);
    native.cancelTransfers = async (ids) => {
      await new Promise((resolve) => setImmediate(resolve));
      return cancelTransfers(ids);
    };
    await Promise.all([phone.handOver(), phone.handOver()]);
    await phone.handOver();
    expect(transfers.requests.map((request) => request.lifetime)).toEqual(['now', 'surviving']);
    release();
    expect([(await sending).status, received.length]).toEqual([204, 1]);
    expect(await native.listTransfers()).toEqual([]);
  });

  it('[U7] begins nothing anew that the person stops meanwhile, and keeps nobody waiting', async () => {
    const { url, received } = await openServer(ok);
    const { openProcess, transfers } = openTransfers();
    let lifetime: 'now' | 'surviving' = 'now';
    const { phone, transport, native } = openProcess({ lifetimeOf: () => lifetime });
    transfers.hold();
    const signal = new CancelSource();
    const sending = transport.send(requestTo(url), signal);
    sending.catch(() => undefined);
    await new Promise((resolve) => void setTimeout(resolve, 20));
    lifetime = 'surviving';
    const handedOver = phone.handOver();
    signal.cancel('enough');
    await handedOver;
    await expect(sending).rejects.toBe('enough');
    await untilTrue(async () => (await native.listTransfers()).every(({ state }) => state === 'ended'));
    expect([transfers.requests.length, received.length]).toEqual([1, 0]);
  });

  it.each([
    ['iOS puts off while nobody looks on', 'surviving', true, 12],
    ['is stuck while the app is on the screen', 'surviving', false, 0],
    ['ends with the app', 'now', true, 0],
  ] as const)('[B4] calls what %s by its name', async (_what, lifetime, isPutOff, toldCount) => {
    const { url, received } = await openServer(ok);
    const { openProcess, transfers } = openTransfers(lifetime);
    const release = transfers.hold();
    const clock = new VirtualClock(1_000);
    const told: number[] = [];
    const request = { ...requestTo(url), onBytesSent: (count: number) => void told.push(count) };
    const sending = openProcess({ clock, isPutOff: () => isPutOff }).transport.send(request, NEVER);
    await untilTrue(() => transfers.requests.length === 1);
    await clock.advance(120_000);
    expect(told).toEqual(Array.from({ length: toldCount }, () => 0));
    release();
    expect([(await sending).status, received.length]).toEqual([204, 1]);
    const countBefore = told.length;
    await clock.advance(120_000);
    expect(told).toHaveLength(countBefore);
  });

  it('[N2] calls stuck what waits for Wi-Fi where there is none, in the next process too', async () => {
    const { url } = await openServer(ok);
    const { openProcess, transfers } = openTransfers();
    const release = transfers.hold();
    for (const _process of ['first', 'next']) {
      const clock = new VirtualClock(1_000);
      const { native, transport } = openProcess({ clock, isPutOff: () => true });
      const atHome = native.readConditions();
      const told: number[] = [];
      const request = { ...requestTo(url), onBytesSent: (count: number) => void told.push(count) };
      void transport.send(request, NEVER).catch(() => undefined);
      await untilTrue(() => transfers.requests.length === 1);
      await clock.advance(60_000);
      expect(told).toHaveLength(6);
      native.readConditions = () => ({ ...atHome, network: 'cellular', isMetered: true });
      await clock.advance(60_000);
      expect(told).toHaveLength(6);
      native.close();
    }
    release();
  });

  it('[B4] takes the answer that came while no process was there', async () => {
    const { received, url } = await openServer(ok);
    const { openProcess } = openTransfers();
    const first = openProcess();
    const signal = new CancelSource();
    void first.transport.send(requestTo(url), signal).catch(() => undefined);
    first.native.close();
    await untilTrue(async () => (await first.native.listTransfers())[0]?.state === 'ended');
    const answer = await openProcess().transport.send(requestTo(url), NEVER);
    expect([answer.header('upload-offset'), received.length]).toEqual(['150000', 1]);
  });

  it.each([
    ['before the server was asked anything', 'asked again', 2_000, 201],
    ['after that', 'taken', 1, 204],
  ])(
    '[D10] has an answer that came %s %s: whoever sends after asking was told that it is not there',
    async (_when, _what, askedAtMs, status) => {
      let next = 204;
      const { received, url } = await openServer((_each, response) => response.writeHead(next).end());
      const { openProcess } = openTransfers();
      const first = openProcess();
      void first.transport.send(requestTo(url), NEVER).catch(() => undefined);
      first.native.close();
      await untilTrue(async () => (await first.native.listTransfers())[0]?.state === 'ended');
      next = 201;
      const clock = new VirtualClock(askedAtMs);
      const plain = { send: async () => ({ status: 200 }) as HttpAnswer };
      const { transport } = openProcess({ clock, plain });
      await transport.send({ method: 'POST', url, headers: {}, body: { kind: 'none' } }, NEVER);
      await clock.advance(5_000);
      expect((await transport.send(requestTo(url), NEVER)).status).toBe(status);
      expect(received).toHaveLength(status === 201 ? 2 : 1);
    },
  );

  it('gives nobody the answer to another person, who sent the same photo', async () => {
    const { received, url } = await openServer(ok);
    const { openProcess } = openTransfers();
    const first = openProcess();
    void first.phone.of('ada').send(requestTo(url), NEVER);
    first.native.close();
    await untilTrue(async () => (await first.native.listTransfers())[0]?.state === 'ended');
    expect((await openProcess().phone.of('ben').send(requestTo(url), NEVER)).status).toBe(204);
    expect(received).toHaveLength(2);
  });

  it('ends what goes on for a person who leaves, and forgets what was answered', async () => {
    const { received, url } = await openServer((each, response) => {
      if (received.length === 1) ok(each, response);
    });
    const { openProcess, transfers } = openTransfers();
    const first = openProcess();
    const other = { ...requestTo(url), method: 'POST' as const };
    void first.transport.send(requestTo(url), NEVER).catch(() => undefined);
    first.native.close();
    await untilTrue(async () => (await first.native.listTransfers())[0]?.state === 'ended');
    void first.transport.send(other, NEVER).catch(() => undefined);
    const { native, phone } = openProcess();
    await untilTrue(
      async () => (await native.listTransfers()).map(({ state }) => state).join() === 'ended,running',
    );
    await phone.endAll();
    expect(await native.listTransfers()).toEqual([]);
    expect(transfers.requests).toHaveLength(2);
  });

  it.each([
    ['is a refusal', 503, 1_000],
    ['is too old', 204, 48 * 3_600_000],
  ])('asks again where the answer that was kept %s', async (_what, first, nowMs) => {
    let status = first;
    const { received, url } = await openServer((_each, response) => response.writeHead(status).end());
    const { openProcess, transfers } = openTransfers('surviving', nowMs);
    const process = openProcess();
    void process.transport.send(requestTo(url), NEVER).catch(() => undefined);
    process.native.close();
    const onlooker = transfers.open();
    await untilTrue(async () => (await onlooker.listTransfers())[0]?.state === 'ended');
    status = 201;
    expect((await openProcess().transport.send(requestTo(url), NEVER)).status).toBe(201);
    expect(received).toHaveLength(2);
  });

  it('keeps nothing for good of what was cut off, and is asked for no more', async () => {
    const { received, url } = await openServer((each, response) => {
      if (each.request.url === '/other') ok(each, response);
    });
    const { openProcess } = openTransfers();
    const { transport, native } = openProcess();
    const signal = new CancelSource();
    const sending = transport.send(requestTo(url), signal);
    await untilTrue(() => received.length === 1);
    signal.cancel('enough');
    await expect(sending).rejects.toBe('enough');
    await untilTrue(async () => (await native.listTransfers())[0]?.state === 'ended');
    await transport.send(requestTo(`${url}/other`), NEVER);
    expect(await native.listTransfers()).toEqual([]);
  });
});
