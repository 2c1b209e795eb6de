import { checksumOfKept, countFiles, keptFiles } from './kept-files.ts';
import { countRemovals, keptRows, type KeptRow } from './kept-rows.ts';
import type { Original } from './original.ts';

/** What was sent as one asset. */
export interface SentAsset {
  readonly file: Original;
  readonly checksum: string;
  readonly motion?: { readonly file: Original; readonly checksum: string } | undefined;
}

/** What a client knows of what it sent. */
interface Known {
  readonly sent: SentAsset;
  /** Undefined until an answer named it. */
  id: string | undefined;
  motionId: string | undefined;
  /** `sent` and `deleting`: asked, and never answered, so either outcome is right. */
  state: 'sent' | 'acknowledged' | 'deleting' | 'deleted';
  /** Undefined: asked, and never answered. */
  isTrashed: boolean | undefined;
  /** Checksums of sidecars that surely are kept, in the order in which they were acknowledged. */
  sidecars: string[];
  /** One that was sent, and of which no answer came. */
  sidecarInDoubt: string | undefined;
}

/** What the clients were told, to be compared with what the server keeps. */
export class CrashLedger {
  readonly faults: string[] = [];
  readonly #dataDir: string;
  readonly #known = new Map<string, Known>();
  #acknowledgedCount = 0;
  #sidecarCount = 0;
  #trashedCount = 0;
  #restoredCount = 0;
  #inDoubtCount = 0;
  #deletedCount = 0;
  #keptCount = 0;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  sending(sent: SentAsset, sidecar?: string): void {
    const known = this.#known.get(sent.checksum) ?? newlyKnown(sent);
    this.#known.set(sent.checksum, known);
    // It comes out of the trash, where it is in it.
    if (known.isTrashed === true) known.isTrashed = undefined;
    known.sidecarInDoubt = sidecar;
  }

  acknowledged(checksum: string, id: string, motionId?: string): void {
    const known = this.#get(checksum);
    if (known.id !== undefined && known.id !== id)
      this.faults.push(`${checksum} was acknowledged as ${known.id}, and then as ${id}`);
    const { sidecarInDoubt: sidecar } = known;
    if (sidecar !== undefined) {
      known.sidecars = [...known.sidecars.filter((other) => other !== sidecar), sidecar];
      this.#sidecarCount += 1;
    }
    const nothingInDoubt = { isTrashed: false, sidecarInDoubt: undefined } as const;
    Object.assign(known, { id, motionId, state: 'acknowledged', ...nothingInDoubt });
    this.#acknowledgedCount += 1;
  }

  deleting(checksum: string): void {
    this.#get(checksum).state = 'deleting';
  }

  deleted(checksum: string): void {
    this.#get(checksum).state = 'deleted';
    this.#deletedCount += 1;
  }

  /** Its way into the trash, or out of it, was asked for. */
  moving(checksum: string): void {
    this.#get(checksum).isTrashed = undefined;
  }

  moved(checksum: string, isTrashed: boolean): void {
    this.#get(checksum).isTrashed = isTrashed;
    if (isTrashed) this.#trashedCount += 1;
    else this.#restoredCount += 1;
  }

  unanswered(): void {
    this.#inDoubtCount += 1;
  }

  /** What is surely kept, in the trash or not. */
  get kept(): readonly {
    readonly sent: SentAsset;
    readonly id: string;
    readonly isTrashed: boolean | undefined;
  }[] {
    return [...this.#known.values()].flatMap(({ sent, id, state, isTrashed }) =>
      state === 'acknowledged' && id !== undefined ? [{ sent, id, isTrashed }] : [],
    );
  }

  figures() {
    return {
      acknowledgedCount: this.#acknowledgedCount,
      sidecarCount: this.#sidecarCount,
      trashedCount: this.#trashedCount,
      restoredCount: this.#restoredCount,
      inDoubtCount: this.#inDoubtCount,
      deletedCount: this.#deletedCount,
      keptCount: this.#keptCount,
    };
  }

  /** Compares what was told with the rows, and the rows with the files. */
  async compare(moment: string): Promise<void> {
    await this.#untilRemovalsAreDone();
    const rows = keptRows(this.#dataDir);
    const fault = (text: string): void => void this.faults.push(`${moment}: ${text}`);
    const byChecksum = new Map(rows.map((row) => [row.checksum, row]));
    for (const [checksum, known] of this.#known) compareAsset(known, checksum, byChecksum, fault);
    const wasSent = new Set(
      [...this.#known.values()].flatMap(({ sent }) => [sent.checksum, sent.motion?.checksum]),
    );
    for (const { checksum } of rows)
      if (!wasSent.has(checksum)) fault(`${checksum} is there and was never sent`);

    const files = await keptFiles(this.#dataDir);
    const named = rows.flatMap((row) => [row, ...row.sidecars]);
    for (const { path, sizeBytes } of named)
      if (files.get(path) !== sizeBytes)
        fault(`${path} should have ${sizeBytes} bytes, not ${files.get(path)}`);
    const paths = new Set(named.map(({ path }) => path));
    if (paths.size < named.length) fault('two rows name one file');
    for (const path of files.keys()) if (!paths.has(path)) fault(`${path} belongs to no row`);
    if ((await countFiles(this.#dataDir, 'staging')) > 0) fault('staging is not empty');
    this.#keptCount = rows.length;
  }

  /** Reads every file and compares its checksum. */
  async compareBytes(): Promise<void> {
    for (const { path, checksum } of keptRows(this.#dataDir).flatMap((row) => [row, ...row.sidecars]))
      if ((await checksumOfKept(this.#dataDir, path)) !== checksum)
        this.faults.push(`${path} has other bytes than ${checksum}`);
  }

  #get(checksum: string): Known {
    const known = this.#known.get(checksum);
    if (known === undefined) throw new Error(`${checksum} was never sent`);
    return known;
  }

  /** Files of a deletion that was told, or decided, go in the background after the start. */
  async #untilRemovalsAreDone(): Promise<void> {
    for (let tries = 0; tries < 100; tries++) {
      if (countRemovals(this.#dataDir) === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function newlyKnown(sent: SentAsset): Known {
  return {
    sent,
    id: undefined,
    motionId: undefined,
    state: 'sent',
    isTrashed: false,
    sidecars: [],
    sidecarInDoubt: undefined,
  };
}

/** Compares one asset with its rows, and decides what was in doubt. */
function compareAsset(
  known: Known,
  checksum: string,
  rows: ReadonlyMap<string, KeptRow>,
  fault: (text: string) => void,
): void {
  const row = rows.get(checksum);
  const motion = known.sent.motion && rows.get(known.sent.motion.checksum);
  if (known.state === 'deleted' && row !== undefined) fault(`${checksum} was deleted and is there`);
  if (known.state === 'acknowledged' && row === undefined) fault(`${checksum} was acknowledged and is gone`);
  if (known.state === 'acknowledged' && row !== undefined && row.id !== known.id)
    fault(`${checksum} has another id than it was acknowledged with`);
  if (known.sent.motion !== undefined && (row === undefined) !== (motion === undefined))
    fault(`one part of the Live Photo ${checksum} is there without the other`);
  if (row === undefined) {
    Object.assign(known, { ...newlyKnown(known.sent), state: 'deleted' });
    return;
  }
  if (row.motionId !== motion?.id) fault(`${checksum} is shown with another motion part than it came with`);
  if (known.state === 'acknowledged' && row.motionId !== known.motionId)
    fault(`${checksum} has another motion part than was acknowledged`);
  if (known.isTrashed !== undefined && row.isTrashed !== known.isTrashed)
    fault(`${checksum} is ${row.isTrashed ? '' : 'not '}in the trash`);
  if (motion !== undefined && motion.isTrashed !== row.isTrashed)
    fault(`the parts of the Live Photo ${checksum} are not in the trash together`);
  compareSidecars(known, row, fault);
  Object.assign(known, {
    id: row.id,
    motionId: row.motionId,
    state: 'acknowledged',
    isTrashed: row.isTrashed,
  });
}

/** All that were acknowledged are there, the last of them as the one that the asset has; and once each. */
function compareSidecars(known: Known, { checksum, sidecars }: KeptRow, fault: (text: string) => void): void {
  const found = sidecars.map((sidecar) => sidecar.checksum);
  const told = known.sidecars.filter((sidecar) => sidecar !== known.sidecarInDoubt);
  const isDecided = known.sidecarInDoubt !== undefined && found[0] === known.sidecarInDoubt;
  const expected = isDecided ? [...told, found[0] ?? ''] : known.sidecars;
  if (expected.at(-1) !== found[0]) fault(`${checksum} does not have the sidecar that came last`);
  if ([...expected].sort().join() !== [...found].sort().join())
    fault(`${checksum} has the sidecars ${found.join()} instead of ${expected.join()}`);
  known.sidecars = expected;
  known.sidecarInDoubt = undefined;
}
