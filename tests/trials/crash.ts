import { Account } from './account.ts';
import { CrashTraffic } from './crash-traffic.ts';
import { CrashLedger } from './crash-ledger.ts';
import { SeededRandom } from './seeded-random.ts';
import { startServer } from './server-process.ts';

export interface CrashTrial {
  readonly seed: number;
  /** How often the server is killed. */
  readonly kills: number;
  /** Clients at once. */
  readonly clients: number;
}

export interface CrashFigures {
  readonly kills: number;
  /** Uploads that the server acknowledged before a kill. */
  readonly acknowledgedCount: number;
  /** How many of them brought a sidecar. */
  readonly sidecarCount: number;
  readonly trashedCount: number;
  readonly restoredCount: number;
  /** Requests that a kill left without an answer. */
  readonly inDoubtCount: number;
  readonly deletedCount: number;
  readonly keptCount: number;
  /** What was not as it must be, in words; empty when all is well. */
  readonly faults: readonly string[];
}

/** A server may be killed this long after its clients began; within it most of them are in the middle of something. */
const LONGEST_LIFE_MS = 800;

/**
 * Kills a server at random moments of mixed traffic, again and again on the same data folder. After each start every
 * asset that was acknowledged is there with its bytes, no other is, and no file lies there that no row names.
 */
export async function runCrashTrial(
  dataDir: string,
  trial: CrashTrial,
  onRound: (round: number) => void = () => undefined,
): Promise<CrashFigures> {
  const random = new SeededRandom(trial.seed);
  const ledger = new CrashLedger(dataDir);
  let account: Account | undefined;
  for (let round = 0; round <= trial.kills; round++) {
    const server = await startServer(dataDir);
    try {
      account = account?.at(server.url) ?? (await Account.signIn(server.url));
      await ledger.compare(`after kill ${round}`);
      if (round === trial.kills || ledger.faults.length > 0) break;
      const traffic = new CrashTraffic(account, ledger, random, round);
      const clients = Array.from({ length: trial.clients }, () => traffic.run());
      await new Promise((resolve) => setTimeout(resolve, random.between(5, LONGEST_LIFE_MS)));
      traffic.stop();
      await server.stop('SIGKILL');
      await Promise.all(clients);
      onRound(round + 1);
    } finally {
      await server.stop('SIGKILL');
      account?.close();
    }
  }
  await ledger.compareBytes();
  return { kills: trial.kills, ...ledger.figures(), faults: ledger.faults };
}
