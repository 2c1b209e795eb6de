import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { fromErrno } from '../errors/from-errno.ts';
import type { BlobStore, StagedBlob } from '../storage/blob-store.ts';
import { openTestServer } from '../testing/test-server.ts';

/** A disk that is full while `isFull`, as the operating system says so: in the middle of a write. */
class FillableDisk implements BlobStore {
  isFull = false;
  readonly #disk: BlobStore;

  constructor(disk: BlobStore) {
    this.#disk = disk;
  }

  async stage(): Promise<StagedBlob> {
    const staged = await this.#disk.stage();
    if (!this.isFull) return staged;
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const writable = new Writable({ write: (_chunk, _encoding, done) => done(fromErrno(full)) });
    writable.on('error', () => undefined);
    return {
      writable,
      sizeBytes: 0,
      checksum: () => staged.checksum(),
      discard: () => staged.discard(),
    };
  }

  commit: BlobStore['commit'] = (...all) => this.#disk.commit(...all);
  uncommit: BlobStore['uncommit'] = (...all) => this.#disk.uncommit(...all);
  open: BlobStore['open'] = (path) => this.#disk.open(path);
  sizeOf: BlobStore['sizeOf'] = (path) => this.#disk.sizeOf(path);
  move: BlobStore['move'] = (...all) => this.#disk.move(...all);
  remove: BlobStore['remove'] = (path) => this.#disk.remove(path);
  list: BlobStore['list'] = () => this.#disk.list();
}

it('[H9] answers 507 while the disk is full, keeps nothing, and works again when it is not', async () => {
  let disk: FillableDisk | undefined;
  const server = await openTestServer({}, { decorateStore: (store) => (disk = new FillableDisk(store)) });
  try {
    if (disk === undefined) throw new Error('the store was not decorated');
    disk.isFull = true;
    const bytes = Buffer.alloc(3_000_000, 1);
    const refused = await server.client.upload({ bytes });
    expect(refused).toMatchObject({
      status: 507,
      body: { code: 'disk-full', message: "The server's disk is full." },
    });
    expect(await server.staged()).toEqual([]);
    expect(server.rowCount('assets') + server.rowCount('claims')).toBe(0);
    disk.isFull = false;
    expect((await server.client.upload({ bytes })).status).toBe(201);
  } finally {
    await server.close();
  }
});
