import { Cancelled, CancelSource } from '@keepsake/engine';
import type { HttpRequest } from '@keepsake/remote';
import { describe, expect, it } from 'vitest';
import {
  NEVER,
  ok,
  openServer,
  openTransfers,
  requestTo,
  untilTrue,
} from '../../../simulated/native/open-transfers.ts';

const allowing = (url: string, isAllowed: boolean | (() => boolean)): HttpRequest => ({
  ...requestTo(url),
  isMeteredAllowed: () => (typeof isAllowed === 'boolean' ? isAllowed : isAllowed()),
});

/** What was enqueued is waited for by then. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type Process = ReturnType<ReturnType<typeof openTransfers>['openProcess']>;

const onMobileData = ({ native }: Process): void => {
  const atHome = native.readConditions();
  native.readConditions = () => ({ ...atHome, network: 'cellular', isMetered: true });
};

/** A run's time was over in the middle of it, or a person did something: it goes on. */
async function leaveBehind(
  { transport, native }: Process,
  request: HttpRequest,
  why: 'out-of-time' | 'yielding' = 'out-of-time',
): Promise<void> {
  const signal = new CancelSource();
  const sending = transport.send(request, signal);
  sending.catch(() => undefined);
  await untilTrue(async () => (await native.listTransfers()).length === 1);
  await turn();
  signal.cancel(new Cancelled('it is somebody else’s turn', why));
  await expect(sending).rejects.toMatchObject({ why });
}

describe('a transfer that goes on without the app', () => {
  it.each([
    ['wifi', true],
    ['wifi', false],
    ['cellular', true],
  ] as const)(
    '[N2] may go over metered networks where the person says so, begun on %s (%s)',
    async (network, isAllowed) => {
      const { url } = await openServer(ok);
      const { openProcess, transfers } = openTransfers();
      const process = openProcess();
      if (network === 'cellular') onMobileData(process);
      await process.transport.send(allowing(url, isAllowed), NEVER);
      expect(transfers.requests.map(({ allowsMetered }) => allowsMetered)).toEqual([isAllowed]);
    },
  );

  it('[N2] is begun anew by the next run for the networks that the person lets it use by then', async () => {
    const { url, received } = await openServer(ok);
    const { openProcess, transfers } = openTransfers();
    const release = transfers.hold();
    const first = openProcess();
    await leaveBehind(first, allowing(url, true));
    first.native.close();
    // What may go over fewer networks than before.
    const second = openProcess();
    await leaveBehind(second, allowing(url, true));
    expect(transfers.requests).toHaveLength(1);
    const sending = second.transport.send(allowing(url, false), NEVER);
    await untilTrue(() => transfers.requests.length === 2);
    release();
    expect([(await sending).status, received.length]).toEqual([204, 1]);
    expect(transfers.requests.map(({ allowsMetered }) => allowsMetered)).toEqual([true, false]);
  });

  it('[N2][N3] that waits for Wi-Fi is begun anew on mobile data as soon as the person lets it use that, and not before', async () => {
    const { url } = await openServer(ok);
    const { openProcess, transfers } = openTransfers();
    const release = transfers.hold();
    await leaveBehind(openProcess(), allowing(url, false));
    // At home it goes on as it was begun.
    await leaveBehind(openProcess(), allowing(url, true));
    const process = openProcess();
    onMobileData(process);
    await leaveBehind(process, allowing(url, false));
    expect(transfers.requests).toHaveLength(1);
    const sending = process.transport.send(allowing(url, true), NEVER);
    await untilTrue(() => transfers.requests.length === 2);
    release();
    expect((await sending).status).toBe(204);
    expect(transfers.requests.map(({ allowsMetered }) => allowsMetered)).toEqual([false, true]);
  });

  it('[N2] ends where the person forbids its networks and nobody waits for it', async () => {
    const { url, received } = await openServer(ok);
    const { openProcess, transfers } = openTransfers();
    const release = transfers.hold();
    const process = openProcess();
    await leaveBehind(process, allowing(url, true));
    await process.phone.forbidMetered();
    await untilTrue(async () => (await process.native.listTransfers())[0]?.state === 'ended');
    release();
    expect(received).toHaveLength(0);
    expect((await process.transport.send(allowing(url, false), NEVER)).status).toBe(204);
    expect(transfers.requests.map(({ allowsMetered }) => allowsMetered)).toEqual([true, false]);
  });

  it('[N2] ends where the person forbids its networks after the run that began it gave way to them', async () => {
    const { url, received } = await openServer(ok);
    const { openProcess, transfers } = openTransfers('now');
    const release = transfers.hold();
    const process = openProcess();
    await leaveBehind(process, allowing(url, true), 'yielding');
    await process.phone.forbidMetered();
    await untilTrue(async () => (await process.native.listTransfers())[0]?.state === 'ended');
    release();
    expect(received).toHaveLength(0);
  });

  it('[N2] that somebody waits for is begun anew where the person forbids its networks, and left alone where they do not', async () => {
    const { url, received } = await openServer(ok);
    const { openProcess, transfers } = openTransfers();
    const release = transfers.hold();
    const { phone, transport, native } = openProcess();
    let isFilmAllowed = true;
    const photo = transport.send(allowing(`${url}/photo`, true), NEVER);
    const film = transport.send(
      allowing(`${url}/film`, () => isFilmAllowed),
      NEVER,
    );
    await untilTrue(async () => (await native.listTransfers()).length === 2);
    await turn();
    isFilmAllowed = false;
    await phone.forbidMetered();
    await untilTrue(() => transfers.requests.length === 3);
    release();
    expect([(await photo).status, (await film).status, received.length]).toEqual([204, 204, 2]);
    const begun = transfers.requests.map(({ steps, allowsMetered }) => [
      steps[0]!.url.slice(url.length),
      allowsMetered,
    ]);
    expect(begun).toEqual([
      ['/photo', true],
      ['/film', true],
      ['/film', false],
    ]);
  });

  it('[N2] that ends with the process is left to the engine, which stops it in time', async () => {
    const { url } = await openServer(ok);
    const { openProcess, transfers } = openTransfers('now');
    const release = transfers.hold();
    const { phone, transport, native } = openProcess();
    let isAllowed = true;
    const sending = transport.send(
      allowing(url, () => isAllowed),
      NEVER,
    );
    await untilTrue(async () => (await native.listTransfers()).length === 1);
    isAllowed = false;
    await phone.forbidMetered();
    release();
    expect([(await sending).status, transfers.requests.length]).toEqual([204, 1]);
  });
});
