import type { UploadId } from '@keepsake/engine';
import {
  asImmich,
  asKeepsake,
  bytesOf,
  chunkOf,
  partOf,
  requestOf,
  sendJson,
  type ServerScript,
} from '@keepsake/testkit';
import { expect, it } from 'vitest';
import { createRemote } from './create-remote.ts';
import type { HttpRequest } from './http-transport.ts';
import { API_KEY, listen, live, transport } from './testing/remote-under-test.ts';

const ID = '3f0f2bfa-6d5e-4d56-9b1f-0a3f7a4ce1aa';
const created: ServerScript = (_request, response) => sendJson(response, 201, { id: ID, status: 'created' });
const part = partOf('a.jpg', bytesOf('a', 100));

/** A remote, and the requests with bytes of photos that its transport was handed. */
async function watched(script: ServerScript) {
  const sent: HttpRequest[] = [];
  const remote = createRemote({
    transport: {
      send(request, signal) {
        if (request.body.kind === 'stream') sent.push(request);
        return transport.send(request, signal);
      },
    },
    serverUrl: await listen(script),
    credential: API_KEY,
  });
  return { remote, sent };
}

it.each([
  ['a form', asKeepsake(created), 1],
  ['each of two forms', asImmich(2, created), 2],
])('[N2] carries to the transport whether %s may go over metered networks', async (_what, script, count) => {
  const { remote, sent } = await watched(script);
  let isAllowed = false;
  const request = requestOf(part, {
    motion: partOf('a.mov', bytesOf('b', 50)),
    isMeteredAllowed: () => isAllowed,
  });
  await remote.upload(request, { onBytesSent: () => undefined }, live());
  expect(sent.map(({ isMeteredAllowed }) => isMeteredAllowed?.())).toEqual(Array<boolean>(count).fill(false));
  isAllowed = true;
  expect(sent.map(({ isMeteredAllowed }) => isMeteredAllowed?.())).toEqual(Array<boolean>(count).fill(true));
});

it('[N2] carries it with a chunk', async () => {
  const { remote, sent } = await watched(
    asKeepsake(
      (_request, response) =>
        void response.writeHead(204, { 'upload-offset': '50', 'upload-complete': '?0' }).end(),
    ),
  );
  const chunk = chunkOf('f'.repeat(32) as UploadId, bytesOf('a', 100), 0, 50);
  await remote.resumable.append(
    { ...chunk, isMeteredAllowed: () => true },
    { onBytesSent: () => undefined },
    live(),
  );
  expect(sent.map(({ isMeteredAllowed }) => isMeteredAllowed?.())).toEqual([true]);
});
