import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/**
 * Opens file after file, each at the very moment at which the other thread does, and tells what failed. Threads
 * stand in for processes, which cannot be brought to one moment: SQLite's locks are between connections.
 */
const OPENER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { index, nodeDriver, opener, prefix, count, arrived } = workerData;
  (async () => {
    const open = (await import(index))[opener];
    const { openNodeSqliteDriver } = await import(nodeDriver);
    const failures = [];
    for (let n = 0; n < count; n += 1) {
      Atomics.add(arrived, n, 1);
      while (Atomics.load(arrived, n) < 2);
      try {
        const opened = await open(openNodeSqliteDriver(prefix + n));
        await opened.close();
      } catch (error) {
        failures.push(error.message);
      }
    }
    parentPort.postMessage(failures);
  })();
`;

describe('a new file that two open at the same moment', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keepsake-write-ahead-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each(['openSqliteLedger', 'openSqlLeaseStore'])('is opened for both: %s', async (opener) => {
    const count = 50;
    const workerData = {
      index: new URL('index.ts', import.meta.url).href,
      nodeDriver: new URL('node-sqlite-driver.ts', import.meta.url).href,
      opener,
      prefix: join(folder, 'file-'),
      count,
      arrived: new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT)),
    };
    const failuresOf = () =>
      new Promise<readonly string[]>((resolve, reject) => {
        new Worker(OPENER, { eval: true, workerData }).once('message', resolve).once('error', reject);
      });
    expect((await Promise.all([failuresOf(), failuresOf()])).flat()).toEqual([]);
  });
});
