import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { checksumOfKept, countFiles, keptFiles } from './kept-files.ts';

interface Row {
  readonly id: string;
  readonly checksum: string;
  readonly path: string;
  readonly sizeBytes: number;
}

/** What a client knows of what it sent. */
interface Known {
  /** Undefined until an answer named it. */
  id: string | undefined;
  /** `sent` and `deleting`: asked, and never answered, so either outcome is right. */
  state: 'sent' | 'acknowledged' | 'deleting' | 'deleted';
}

/** What the clients were told, to be compared with what the server keeps. */
export class CrashLedger {
  readonly faults: string[] = [];
  readonly #dataDir: string;
  readonly #known = new Map<string, Known>();
  #acknowledgedCount = 0;
  #inDoubtCount = 0;
  #deletedCount = 0;
  #keptCount = 0;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  sending(checksum: string): void {
    const known = this.#known.get(checksum);
    if (known === undefined) this.#known.set(checksum, { id: undefined, state: 'sent' });
    // What was deleted may come back with these bytes.
    else if (known.state === 'deleted') known.state = 'sent';
  }

  acknowledged(checksum: string, id: string): void {
    const known = this.#known.get(checksum);
    if (known?.id !== undefined && known.id !== id && known.state === 'acknowledged')
      this.faults.push(`${checksum} was acknowledged as ${known.id}, and then as ${id}`);
    this.#known.set(checksum, { id, state: 'acknowledged' });
    this.#acknowledgedCount += 1;
  }

  deleting(checksum: string): void {
    this.#update(checksum, 'deleting');
  }

  deleted(checksum: string): void {
    this.#update(checksum, 'deleted');
    this.#deletedCount += 1;
  }

  unanswered(): void {
    this.#inDoubtCount += 1;
  }

  /** Checksums and ids of what is surely kept. */
  get kept(): readonly (readonly [checksum: string, id: string])[] {
    return [...this.#known].flatMap(([checksum, { id, state }]) =>
      state === 'acknowledged' && id !== undefined ? [[checksum, id] as const] : [],
    );
  }

  figures(): { acknowledgedCount: number; inDoubtCount: number; deletedCount: number; keptCount: number } {
    return {
      acknowledgedCount: this.#acknowledgedCount,
      inDoubtCount: this.#inDoubtCount,
      deletedCount: this.#deletedCount,
      keptCount: this.#keptCount,
    };
  }

  /** Compares what was told with the rows, and the rows with the files. */
  async compare(moment: string): Promise<void> {
    await this.#untilRemovalsAreDone();
    const rows = this.#rows();
    const byChecksum = new Map(rows.map((row) => [row.checksum, row]));
    const fault = (text: string): void => void this.faults.push(`${moment}: ${text}`);
    for (const [checksum, known] of this.#known) {
      const row = byChecksum.get(checksum);
      if (known.state === 'acknowledged' && row === undefined)
        fault(`${checksum} was acknowledged and is gone`);
      if (known.state === 'acknowledged' && row !== undefined && row.id !== known.id)
        fault(`${checksum} has another id than it was acknowledged with`);
      if (known.state === 'deleted' && row !== undefined) fault(`${checksum} was deleted and is there`);
      // What was in doubt is decided now.
      if (known.state === 'sent' || known.state === 'deleting') {
        if (row === undefined) this.#known.set(checksum, { id: undefined, state: 'deleted' });
        else this.#known.set(checksum, { id: row.id, state: 'acknowledged' });
      }
    }
    for (const { checksum } of rows)
      if (!this.#known.has(checksum)) fault(`${checksum} is there and was never sent`);

    const files = await keptFiles(this.#dataDir);
    for (const { path, sizeBytes } of rows)
      if (files.get(path) !== sizeBytes)
        fault(`${path} should have ${sizeBytes} bytes, not ${files.get(path)}`);
    const paths = new Set(rows.map(({ path }) => path));
    for (const path of files.keys()) if (!paths.has(path)) fault(`${path} belongs to no row`);
    if ((await countFiles(this.#dataDir, 'staging')) > 0) fault('staging is not empty');
    this.#keptCount = rows.length;
  }

  /** Reads every file and compares its checksum. */
  async compareBytes(): Promise<void> {
    for (const { path, checksum } of this.#rows())
      if ((await checksumOfKept(this.#dataDir, path)) !== checksum)
        this.faults.push(`${path} has other bytes than ${checksum}`);
  }

  #update(checksum: string, state: Known['state']): void {
    const known = this.#known.get(checksum);
    if (known !== undefined) known.state = state;
  }

  /** Files of a deletion that was told, or decided, go in the background after the start. */
  async #untilRemovalsAreDone(): Promise<void> {
    for (let tries = 0; tries < 100; tries++) {
      if (this.#query('select path from removals').length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  #rows(): readonly Row[] {
    return this.#query('select id, checksum, path, size_bytes from assets').map((row) => ({
      id: String(row['id']),
      checksum: String(row['checksum']),
      path: String(row['path']),
      sizeBytes: Number(row['size_bytes']),
    }));
  }

  #query(sql: string): readonly Record<string, SQLOutputValue>[] {
    const database = new DatabaseSync(join(this.#dataDir, 'keepsake.sqlite'), { readOnly: true });
    try {
      return database.prepare(sql).all();
    } finally {
      database.close();
    }
  }
}
