import { runCrashTrial } from './crash.ts';
import { runFuzzTrial } from './fuzz/fuzz.ts';
import { runMemoryTrial } from './memory.ts';
import { runQuotaTrial } from './quota.ts';
import { runSameFileTrial } from './same-file.ts';

const MIB = 1024 * 1024;
const MOST_RSS_BYTES = 200 * MIB;
/** V8 lets its heap grow under thousands of small requests, to about 200 MiB, and then no more: this finds what goes on growing. */
const MOST_FUZZED_RSS_BYTES = 320 * MIB;
const QUOTA_BYTES = 20_000_003;

export interface TrialSize {
  readonly seed: number;
  /** Of the full size; above 0, up to 1. */
  readonly scale: number;
}

export interface TrialResult {
  readonly figures: object;
  /** What was not as it must be, in words; empty when all is well. */
  readonly complaints: readonly string[];
}

interface Trial {
  readonly summary: string;
  readonly run: (dataDir: string, size: TrialSize) => Promise<TrialResult>;
}

/** All that a server is put through, by name. */
export const TRIALS = {
  fuzz: {
    summary: '20,000 mutated requests over all routes: no 5xx, nothing left behind',
    run: async (dataDir, { seed, scale }) => {
      const figures = await runFuzzTrial(dataDir, { seed, requests: Math.ceil(20_000 * scale) });
      return {
        figures,
        complaints: complaintsOf({
          'there were server errors or hung requests': figures.faults.length > 0,
          'descriptors were left open': figures.descriptorsAfter > figures.descriptorsBefore,
          'temp files were left': figures.tempFilesAfter > figures.tempFilesBefore,
          'originals of removed people were left': figures.strayFiles > 0,
          'it took more than 320 MiB of memory': figures.peakRssBytes > MOST_FUZZED_RSS_BYTES,
        }),
      };
    },
  },
  memory: {
    summary:
      '64 uploads of 100 MiB at once, half of them cut off, then one of 8 GiB: below 200 MiB of memory',
    run: async (dataDir, { seed, scale }) => {
      const figures = await runMemoryTrial(dataDir, {
        seed,
        parallel: 64,
        sizeBytes: Math.ceil(100 * MIB * scale),
        largeBytes: Math.ceil(8192 * MIB * scale),
      });
      return {
        figures,
        complaints: complaintsOf({
          'it took more than 200 MiB of memory': figures.peakRssBytes > MOST_RSS_BYTES,
          'descriptors were left open': figures.descriptorsAfter > figures.descriptorsBefore,
          'temp files were left': figures.stagedFiles > 0,
        }),
      };
    },
  },
  'same-file': {
    summary: '1,000 uploads of one same file at once: one asset, one file',
    run: async (dataDir, { seed, scale }) => {
      const parallel = Math.ceil(1000 * scale);
      const sizeBytes = 50_000;
      const figures = await runSameFileTrial(dataDir, { seed, parallel, sizeBytes });
      return {
        figures,
        complaints: complaintsOf({
          'it was not created once': figures.createdCount !== 1,
          'not all others were duplicates': figures.duplicateCount !== parallel - 1,
          'there is more than one asset': figures.assetCount !== 1,
          'there is more than one file': figures.fileCount !== 1,
          'it was charged otherwise than once': figures.usedBytes !== sizeBytes,
        }),
      };
    },
  },
  quota: {
    summary: '50 uploads race for the room of one account: never over by a byte',
    run: async (dataDir, { seed }) => {
      const figures = await runQuotaTrial(dataDir, { seed, quotaBytes: QUOTA_BYTES, parallel: 50 });
      return {
        figures,
        complaints: complaintsOf({
          'more was used than the quota':
            figures.mostUsedBytes > QUOTA_BYTES || figures.usedBytes > QUOTA_BYTES,
          'more lies on the disk than is counted': figures.fileBytes !== figures.usedBytes,
          'there were other answers than kept and refused': figures.otherAnswers.length > 0,
          'nothing raced': figures.keptCount === 0 || figures.refusedCount === 0,
          'the room that was left could not be used': figures.lastFit !== 201,
          'a byte too many was taken': figures.oneByteMore !== 400,
        }),
      };
    },
  },
  crash: {
    summary: '200 times kill -9 in mixed traffic: all that was acknowledged is there, no other, no orphan',
    run: async (dataDir, { seed, scale }) => {
      const figures = await runCrashTrial(dataDir, { seed, kills: Math.ceil(200 * scale), clients: 6 });
      return {
        figures,
        complaints: [
          ...figures.faults,
          ...complaintsOf({ 'nothing was under way when it was killed': figures.inDoubtCount === 0 }),
        ],
      };
    },
  },
} as const satisfies Readonly<Record<string, Trial>>;

export type TrialName = keyof typeof TRIALS;

/** Runs a trial in an empty folder. */
export function runTrial(name: TrialName, dataDir: string, size: TrialSize): Promise<TrialResult> {
  return TRIALS[name].run(dataDir, size);
}

function complaintsOf(found: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.entries(found).flatMap(([complaint, isTrue]) => (isTrue ? [complaint] : []));
}
