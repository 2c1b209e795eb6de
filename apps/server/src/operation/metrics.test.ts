import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DATES, openRaw, part, uploadHead } from '../testing/raw-request.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const TOKEN = 'only-for-prometheus';

function read(server: TestServer, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/metrics`, { headers });
}

/** The value of one line of the figures. */
async function figure(server: TestServer, name: string): Promise<number> {
  const text = await (await read(server)).text();
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1));
}

describe('GET /metrics', () => {
  let server: TestServer;
  let now = new Date('2026-01-01T00:00:00Z');
  beforeEach(async () => {
    server = await openTestServer({}, { now: () => now });
  });
  afterEach(() => server.close());

  it('counts requests by route and status, never by address', async () => {
    const { id } = (await server.client.upload({ bytes: 'a photo' })).body;
    await server.client.get(`/assets/${id}`);
    await server.client.get('/assets/00000000-0000-4000-8000-000000000000');
    await fetch(`${server.url}/secret-address?apiKey=secret-key`);
    const response = await read(server);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    for (const line of [
      'keepsake_http_requests_total{method="POST",route="/api/assets",status="201"} 1',
      'keepsake_http_requests_total{method="GET",route="/api/assets/:id",status="200"} 1',
      'keepsake_http_requests_total{method="GET",route="/api/assets/:id",status="404"} 1',
      'keepsake_http_requests_total{method="GET",route="none",status="404"} 1',
      'keepsake_http_request_duration_seconds_count{method="GET",route="/api/assets/:id"} 2',
    ])
      expect(text.split('\n')).toContain(line);
    for (const secret of [id, 'secret', 'a photo', 'ada@', server.client.token])
      expect(text).not.toContain(secret);
    expect(text).toContain('process_resident_memory_bytes ');
  });

  it('tells what is kept, what was committed, and what went over the wire', async () => {
    expect(await figure(server, 'keepsake_assets')).toBe(0);
    await server.client.upload({ bytes: Buffer.alloc(100_000, 7) });
    now = new Date(now.getTime() + 60_000);
    expect(await figure(server, 'keepsake_assets')).toBe(1);
    expect(await figure(server, 'keepsake_assets_bytes')).toBe(100_000);
    expect(await figure(server, 'keepsake_commit_batch_size_count')).toBeGreaterThan(0);
    expect(await figure(server, 'keepsake_commit_queue')).toBe(0);
    expect(await figure(server, 'keepsake_received_bytes_total')).toBeGreaterThan(100_000);
    expect(await figure(server, 'keepsake_sent_bytes_total')).toBeGreaterThan(100);
    expect(await figure(server, 'keepsake_disk_available_bytes')).toBeGreaterThan(0);
    expect(await figure(server, 'keepsake_resumable_uploads_open')).toBe(0);
    expect(await figure(server, 'keepsake_healthy')).toBe(1);
  });

  it('[H9] counts an upload while it arrives, and no longer once its client has vanished', async () => {
    const raw = await openRaw(server);
    raw.write(
      uploadHead(server, 5000) + DATES + part('assetData', 'x'.repeat(1000), 'IMG_1.jpg').slice(0, 500),
    );
    await expect.poll(() => figure(server, 'keepsake_uploads_in_flight')).toBe(1);
    expect(await figure(server, 'keepsake_uploads_expected_bytes')).toBeGreaterThan(4000);
    raw.socket.destroy();
    await expect.poll(() => figure(server, 'keepsake_uploads_in_flight')).toBe(0);
  });

  it('refuses whoever comes through a proxy', async () => {
    for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) {
      const response = await read(server, { [header]: '127.0.0.1' });
      expect(response.status).toBe(403);
      expect(await response.text()).not.toContain('keepsake_');
    }
  });
});

it('asks for the token where one is set, also on this machine', async () => {
  const server = await openTestServer({ metricsToken: TOKEN });
  try {
    expect((await read(server)).status).toBe(401);
    expect((await read(server, { authorization: `Bearer ${TOKEN}x` })).status).toBe(401);
    expect((await read(server, { authorization: `Bearer ${server.client.token}` })).status).toBe(401);
    const proxied = { authorization: `Bearer ${TOKEN}`, 'x-forwarded-for': '192.0.2.1' };
    expect((await read(server, proxied)).status).toBe(200);
  } finally {
    await server.close();
  }
});
