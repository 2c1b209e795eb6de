import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Request } from 'playwright-core';
import { describe, expect } from 'vitest';
import { writePhotos } from '../house/photos.ts';
import { E2E_TIMEOUT_MS, it as itWithApp } from './app.ts';
import { untilCount, untilSaid } from './on-the-page.ts';

/** What another page tries, with the cookie of this browser. Answers how each try ended, as the page sees it. */
async function forge(origin: string): Promise<Readonly<Record<string, string>>> {
  const start = `${origin}/local/v1/start-run`;
  const body = '{"goal":"backup"}';
  const how = async (request: Promise<Response>): Promise<string> =>
    request.then(
      ({ type, status }) => `${type} ${status}`,
      () => 'refused',
    );
  const withCookie = { method: 'POST', body, credentials: 'include' } as const;
  const form = document.createElement('form');
  form.action = start;
  form.method = 'post';
  form.enctype = 'text/plain';
  form.target = 'frame';
  const frame = document.createElement('iframe');
  frame.name = 'frame';
  const field = document.createElement('input');
  field.name = '{"goal":"backup","x":"';
  field.value = '"}';
  form.append(field);
  document.body.append(frame, form);
  const submitted = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  form.submit();
  await submitted;
  return {
    json: await how(fetch(start, { ...withCookie, headers: { 'content-type': 'application/json' } })),
    simple: await how(fetch(start, withCookie)),
    blind: await how(fetch(start, { ...withCookie, mode: 'no-cors' })),
    events: await how(fetch(`${origin}/local/v1/events`, { credentials: 'include' })),
    picture: await new Promise((resolve) => {
      const image = new Image();
      image.onload = () => resolve('shown');
      image.onerror = () => resolve('refused');
      image.src = `${origin}/local/v1/thumbnails/asset/x?edge=96`;
    }),
  };
}

const it = itWithApp.extend<{ foreignOrigin: string }>({
  // Another port of this computer: to a browser the same site, so that the cookie comes along.
  foreignOrigin: async ({}, use) => {
    const server: Server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>Prize</title><body>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.close();
    server.closeAllConnections();
  },
});

describe('a page of another origin', { timeout: E2E_TIMEOUT_MS }, () => {
  it('starts nothing and sees nothing, with the key in its browser', async ({ app, foreignOrigin }) => {
    await writePhotos(app.house.library, 2);
    await app.settle();
    const page = await app.openPage();
    await untilSaid(page, '2 photos are not backed up yet');

    const foreign = await page.context().newPage();
    const asked: Request[] = [];
    foreign.on('request', (request) => {
      if (request.url().startsWith(`${app.origin}/local/`)) asked.push(request);
    });
    await foreign.goto(foreignOrigin);
    expect(await foreign.evaluate(forge, app.origin)).toEqual({
      json: 'refused',
      simple: 'refused',
      // Cross-Origin-Resource-Policy keeps even the empty answer away.
      blind: 'refused',
      events: 'refused',
      picture: 'refused',
    });
    expect(asked.length).toBeGreaterThanOrEqual(5);
    // Whatever of it came to the agent was turned away there.
    const answers = await Promise.all(asked.map((request) => request.response()));
    const statuses = answers.flatMap((answer) => (answer === null ? [] : [answer.status()]));
    expect(statuses).toContain(403);
    expect(statuses.filter((status) => status !== 403 && status !== 405)).toEqual([]);

    // The page itself sees that nothing has happened.
    await page.reload();
    await untilSaid(page, '2 photos are not backed up yet');
    await untilCount(page, 'Waiting', 2);
  });
});
