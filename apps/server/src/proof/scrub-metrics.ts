import { Counter, Gauge, type Registry } from 'prom-client';
import type { Database } from '../database/open-database.ts';
import { remembered } from '../operation/remembered.ts';
import { countFindings } from './findings.ts';
import type { ScrubObserver } from './scrub.ts';

const READ_EVERY_MS = 60_000;

/** Tells what the scrub has done and what is known to be wrong. */
export function measureScrub(
  registry: Registry,
  { db, now }: { readonly db: Database; readonly now: () => Date },
): ScrubObserver {
  const registers = [registry];
  const counter = (name: string, help: string): Counter =>
    new Counter({ name: `keepsake_scrub_${name}`, help, registers });
  const assets = counter('assets_total', 'Originals that the scrub has read again since the start.');
  const bytes = counter('bytes_total', 'Bytes of these.');
  const findings = remembered(READ_EVERY_MS, now, () => countFindings(db));
  const gauge = (name: string, help: string, read: () => Promise<number>): Gauge =>
    new Gauge({
      name: `keepsake_originals_${name}`,
      help,
      registers,
      async collect() {
        this.set(await read().catch(() => Number.NaN));
      },
    });
  gauge('missing', 'Originals that are known to be missing.', () =>
    findings().then(({ missing }) => missing),
  );
  gauge('damaged', 'Originals that are known to be damaged.', () =>
    findings().then(({ damaged }) => damaged),
  );
  gauge(
    'oldest_reread_timestamp_seconds',
    'When the original was read again whose last time is longest ago; 0: none was yet.',
    remembered(READ_EVERY_MS, now, () => readOldest(db)),
  );
  return {
    reread: (sizeBytes) => {
      assets.inc();
      bytes.inc(sizeBytes);
    },
  };
}

async function readOldest(db: Database): Promise<number> {
  const { oldest } = await db
    .selectFrom('assets')
    .select((eb) => eb.fn.min('reread_at').as('oldest'))
    .executeTakeFirstOrThrow();
  return oldest === null ? 0 : new Date(oldest).valueOf() / 1000;
}
