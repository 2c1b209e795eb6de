import { Cancelled, CancelSource } from '@keepsake/engine';
import type { HttpAnswer, HttpRequest, HttpTransport } from '@keepsake/remote';
import { VirtualClock } from '@keepsake/testkit';
import { expect, it } from 'vitest';
import {
  NEVER,
  ok,
  openServer,
  openTransfers,
  requestTo,
  untilTrue,
} from '../../../simulated/native/open-transfers.ts';

const HEADERS: HttpRequest = { method: 'HEAD', url: '', headers: {}, body: { kind: 'none' } };

/** A phone that left a piece of an upload to iOS, and the next process, which asks how far that upload is. */
async function openLeft(staysAwake: boolean) {
  const { url, received } = await openServer(ok);
  const { openProcess, transfers } = openTransfers();
  const release = transfers.hold();
  const first = openProcess();
  const signal = new CancelSource();
  const left = first.transport.send(requestTo(`${url}/api/uploads/one?offset=0`), signal);
  await untilTrue(async () => (await first.native.listTransfers())[0]?.state === 'running');
  signal.cancel(new Cancelled('its time is over', 'out-of-time'));
  await expect(left).rejects.toMatchObject({ why: 'out-of-time' });
  first.native.close();

  const asked: string[] = [];
  const plain: HttpTransport = {
    send: async (request) => {
      asked.push(request.url);
      return { status: 204 } as HttpAnswer;
    },
  };
  const clock = new VirtualClock(1_000);
  const { transport, native } = openProcess({ plain, clock, staysAwake: () => staysAwake });
  const ask = (upload: string, by: CancelSource = NEVER): Promise<HttpAnswer> =>
    transport.send({ ...HEADERS, url: `${url}/api/uploads/${upload}` }, by);
  const stateOfLeft = async () => (await native.listTransfers())[0]?.state;
  return { received, release, asked, clock, ask, stateOfLeft };
}

it('[U4][B4] asks how far an upload is once the piece that iOS sends of it is through', async () => {
  const { received, release, asked, clock, ask } = await openLeft(false);
  const asking = ask('one');
  await clock.advance(20_000);
  expect(asked).toEqual([]);
  // Of another one it is asked at once.
  await ask('other');
  expect(asked).toHaveLength(1);
  release();
  await asking;
  expect([asked.length, received.length]).toEqual([2, 1]);
});

it('[U4][B4] ends that piece where there is time to send it faster', async () => {
  const { received, release, asked, ask, stateOfLeft } = await openLeft(true);
  await ask('one');
  expect([asked.length, await stateOfLeft()]).toEqual([1, 'ended']);
  release();
  expect(received).toEqual([]);
});

it('[U4][B4] waits no longer than it can, and leaves it to iOS with its own time', async () => {
  const { asked, clock, ask, stateOfLeft } = await openLeft(false);
  const signal = new CancelSource();
  const given = ask('one', signal);
  await clock.advance(1_000);
  signal.cancel(new Cancelled('its time is over', 'out-of-time'));
  await expect(given).rejects.toMatchObject({ why: 'out-of-time' });
  expect([asked, await stateOfLeft()]).toEqual([[], 'running']);
  const asking = ask('one');
  await untilTrue(async () => {
    await clock.advance(1_000);
    return asked.length > 0;
  });
  await asking;
  expect([asked.length, await stateOfLeft()]).toEqual([1, 'running']);
});
