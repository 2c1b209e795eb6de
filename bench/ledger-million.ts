import { fork } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AlbumId, Ledger, LedgerFact, RemoteAssetId } from '@keepsake/engine';
import { openSqliteLedger } from '@keepsake/ledger';
import { openNodeSqliteDriver } from '@keepsake/ledger/node';
import { benchAlbums, pagesOf } from './ledger-library.ts';

/**
 * The ledger alone over a large library: what a first run and a run without news ask of it.
 *
 * Each phase is a process of its own, so that its peak memory is its own. Pages are made between the measured calls.
 * `node bench/ledger-million.ts [assets]`
 */
const PHASES = ['fill', 'plan', 'confirm', 'nothing changed', 'markers changed', 'choice changed'] as const;
type Phase = (typeof PHASES)[number];

let measuredMs = 0;
async function measured<Result>(work: () => Promise<Result>): Promise<Result> {
  const startedAt = performance.now();
  try {
    return await work();
  } finally {
    measuredMs += performance.now() - startedAt;
  }
}

async function scan(ledger: Ledger, count: number, scanId: number): Promise<void> {
  const albums = benchAlbums(count, `marker ${scanId}`);
  await measured(() => ledger.record([{ kind: 'albums-listed', albums }]));
  for (const album of albums) {
    const { id: albumId, marker } = album;
    for (const assets of pagesOf(album)) {
      await measured(() => ledger.record([{ kind: 'assets-seen', albumId, scanId, assets }]));
    }
    await measured(() =>
      ledger.record([{ kind: 'album-enumerated', albumId, scanId, marker, atMs: scanId }]),
    );
  }
}

/** What a run reads before it knows that there is nothing to do. */
async function readAll(ledger: Ledger): Promise<void> {
  const page = { after: undefined, afterId: undefined, limit: 1_000 } as const;
  const timings: string[] = [];
  const time = async (name: string, work: () => Promise<unknown>) => {
    const startedAt = performance.now();
    await measured(work);
    timings.push(`${name} ${(performance.now() - startedAt).toFixed(1)}`);
  };
  await time('albums', () => ledger.readAlbums());
  await time('state', () => ledger.readState());
  await time('transfers', () => ledger.readTransfers());
  await time('totals', () => ledger.readTotals());
  await time('unplanned', () => ledger.readAssets({ kind: 'unplanned', limit: 1_000 }));
  await time('unasked', () => ledger.readAssets({ kind: 'unasked', ...page }));
  for (const assetKind of ['image', 'video'] as const) {
    await time(`ready ${assetKind}s`, () =>
      ledger.readAssets({ kind: 'ready', nowMs: 9e15, assetKind, ...page }),
    );
  }
  await time('unsynced', () => ledger.readAssets({ kind: 'unsynced', ...page }));
  await time('unverified', () =>
    ledger.readAssets({ kind: 'unverified', beforeMs: 9e15, nowMs: 9e15, limit: 1_000 }),
  );
  await time('latest', () =>
    ledger.readAssets({ kind: 'latest', nowMs: 9e15, after: undefined, limit: 100 }),
  );
  console.log(`  reads, ms: ${timings.join(', ')}`);
}

async function plan(ledger: Ledger): Promise<void> {
  for (;;) {
    const records = await measured(() => ledger.readAssets({ kind: 'unplanned', limit: 5_000 }));
    if (records.length === 0) return;
    const facts = records.map(({ asset: { id }, albumIds }): LedgerFact => {
      return { kind: 'planned', id, standing: { kind: 'candidate' }, albumNames: albumIds.slice(1) };
    });
    await measured(() => ledger.record(facts));
  }
}

async function confirm(ledger: Ledger): Promise<void> {
  for (;;) {
    const records = await measured(() =>
      ledger.readAssets({ kind: 'unasked', afterId: undefined, limit: 5_000 }),
    );
    if (records.length === 0) return;
    const facts = records.map(({ asset: { id }, version }): LedgerFact => {
      const remoteId = `remote ${id}` as RemoteAssetId;
      const settlement = { kind: 'backed-up', how: 'duplicate', remoteId, atMs: 1 } as const;
      return { kind: 'backed-up', id, version, checksums: undefined, settlement };
    });
    await measured(() => ledger.record(facts));
  }
}

const WORK: Record<Phase, (ledger: Ledger, count: number) => Promise<void>> = {
  fill: (ledger, count) => scan(ledger, count, 1),
  plan,
  confirm,
  'nothing changed': readAll,
  'markers changed': (ledger, count) => scan(ledger, count, 2),
  async 'choice changed'(ledger) {
    const albumId = 'Recents' as AlbumId;
    await measured(() => ledger.record([{ kind: 'album-chosen', albumId, choice: 'selected' }]));
    await plan(ledger);
  },
};

async function runPhase(phase: Phase, file: string, count: number): Promise<void> {
  const startedAt = performance.now();
  const ledger = await openSqliteLedger(openNodeSqliteDriver(file));
  await ledger.readState();
  const openMs = performance.now() - startedAt;
  await WORK[phase](ledger, count);
  await ledger.close();
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  const allMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage();
  console.log(
    `${phase}: ${measuredMs.toFixed(0)} ms in the ledger of ${allMs.toFixed(0)} ms, ${((user + system) / 1000).toFixed(0)} ms of processor; opened in ${openMs.toFixed(1)} ms; ` +
      `peak ${peakMiB.toFixed(0)} MiB`,
  );
}

const [countText = '1000000', phase, file = ''] = process.argv.slice(2);
const count = Number(countText);
if (phase !== undefined) {
  await runPhase(phase as Phase, file, count);
} else {
  const folder = await mkdtemp(join(tmpdir(), 'keepsake-bench-'));
  try {
    const path = join(folder, 'ledger.db');
    console.log(`${count} assets`);
    for (const each of PHASES) {
      const child = fork(fileURLToPath(import.meta.url), [countText, each, path]);
      const code = await new Promise((resolve) => child.once('exit', resolve));
      if (code !== 0) throw new Error(`${each} failed`);
    }
    console.log(`ledger of ${((await stat(path)).size / 2 ** 20).toFixed(0)} MiB`);
  } finally {
    await rm(folder, { recursive: true });
  }
}
