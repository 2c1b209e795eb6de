import type { AlbumId } from '@keepsake/engine';
import { contentOf, filesOf, type PhoneAsset } from '@keepsake/testkit';
import { expect, vi } from 'vitest';
import { openClosedPhone } from './open-closed-phone.ts';
import type { SignInAt } from './open-fake-device.ts';

export const MIB = 1024 * 1024;
const SECOND_MS = 1_000;
/** Far more than anything takes. */
const WAITING = { timeout: 60_000, interval: 10 };

/** What is taken. */
interface Taken {
  readonly sizeBytes?: number;
  readonly motionBytes?: number;
  readonly rawBytes?: number;
  readonly albums?: readonly AlbumId[];
  /** Its original is in iCloud alone, where there is one. */
  readonly isInCloud?: boolean;
}

/**
 * A whole phone through one day: the composed app in each of its processes, which the system starts and kills, over imitated native modules; with its
 * person's eye on what the ledger says, and on which bytes ought to be kept.
 */
export async function openWholeDay(
  platform: 'android' | 'ios',
  at: SignInAt,
  readKept: () => Promise<readonly string[]>,
) {
  const device = await openClosedPhone(platform, at);
  const { system, transfers, world, conditions } = device;
  const { phone } = world;
  const { gate } = transfers;
  const until = (what: string, isSo: () => boolean): Promise<void> =>
    vi.waitFor(() => expect(isSo(), what).toBe(true), WAITING);
  /** The bytes of every version that was there when a run had come to its end. */
  const shown = new Set<string>();
  let fileCount = 0;
  const bytesOf = (sizeBytes: number) => {
    fileCount += 1;
    const bytes = new Uint8Array(sizeBytes).fill(fileCount);
    bytes.set(new TextEncoder().encode(`file ${fileCount}`));
    return contentOf(bytes);
  };
  const wake = async (afterMs = 5 * SECOND_MS): Promise<void> => {
    if (platform === 'ios') system.grant('refresh');
    else await system.pass(afterMs);
  };
  const ended = async (): Promise<string | undefined> => {
    await until('the run ends', () => system.isIdle);
    await addUp();
    return system.runs.at(-1)?.end;
  };
  const statistics = async () => (await device.phone.ports.controller.readStatus()).statistics;

  /** The ledger's numbers are one another's sums, and nothing is called backed up that the server does not have. */
  async function addUp(): Promise<void> {
    const { candidates, ...counts } = await statistics();
    const { libraryCount, goneCount, unsupportedCount: _, ...rest } = counts;
    const sum = Object.values(rest).reduce((total, count) => total + count, goneCount);
    expect({ libraryCount, candidates }).toEqual({
      libraryCount: sum,
      candidates: { ...candidates, totalCount: sumOf(candidates) },
    });
    const kept = new Set(await readKept());
    const keptCount = phone.assets.filter(({ id }) =>
      [...phone.history.versionsOf(id).values()].some(({ original }) => kept.has(original)),
    ).length;
    expect(candidates.backedUpCount).toBeLessThanOrEqual(keptCount);
    expect(gate.bytesOver.get('metered') ?? 0, 'bytes over mobile data').toBe(0);
  }

  return {
    ...device,
    until,
    statistics,
    addUp,
    shown,
    take(fileName: string, { sizeBytes = 3_000, motionBytes, rawBytes, albums = [], isInCloud }: Taken = {}) {
      const isIos = platform === 'ios';
      const asset = phone.addPhoto({
        fileName,
        content: bytesOf(sizeBytes),
        motion: motionBytes === undefined ? undefined : bytesOf(motionBytes),
        raw: rawBytes === undefined || !isIos ? undefined : bytesOf(rawBytes),
        createdAtMs: Date.UTC(2026, 0, 1) + phone.assets.length * SECOND_MS,
        albums,
        ...(isIos && isInCloud === true && { cloud: { kind: 'in-cloud', arrives: 'fast' } }),
        tellsSize: !isIos,
      });
      system.change();
      return asset;
    },
    edit(asset: PhoneAsset): void {
      phone.edit(asset, 'original', bytesOf(2_000), false);
      system.change();
    },
    /** What is there now was there for long enough to be kept. */
    note(): void {
      for (const file of phone.assets.flatMap(filesOf)) shown.add(file.content.checksum);
    },
    goOver: (network: 'metered' | 'none' | 'unmetered') => conditions.change({ network }),
    wake,
    ended,
    /** Runs in the background, until one has nothing left to do. */
    async backUp(): Promise<void> {
      for (let run = 0; run < 5; run += 1) {
        if (platform === 'android') system.change();
        await wake();
        if ((await ended()) === 'done') return;
      }
      throw new Error('it is never done');
    },
    /**
     * Resolves in the middle of what is sent then, after so many bytes, where nothing moves until the answered function is called. What is sent is begun as
     * it is told, else by the system.
     */
    async inTheMiddle(afterBytes: number, begin?: () => unknown): Promise<() => void> {
      const goOn = gate.stopAfter(afterBytes);
      if (begin === undefined) await wake();
      else begin();
      while (!gate.isStopped) {
        await until('it is in the middle', () => gate.isStopped || (begin === undefined && system.isIdle));
        // A machine that is busy may need more time than a run has.
        if (!gate.isStopped) await wake();
      }
      return goOn;
    },
    /** Transfers that are not over. */
    goingOn: async () => {
      const view = transfers.open();
      try {
        return (await view.listTransfers()).filter(({ state }) => state !== 'ended');
      } finally {
        view.close();
      }
    },
  };
}

const sumOf = ({
  backedUpCount,
  waitingCount,
  failedCount,
}: {
  readonly backedUpCount: number;
  readonly waitingCount: number;
  readonly failedCount: number;
}): number => backedUpCount + waitingCount + failedCount;
