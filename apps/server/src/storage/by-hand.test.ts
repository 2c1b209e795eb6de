import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow } from '../testing/files-below.ts';
import type { TestClient, TestUpload } from '../testing/test-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const PAGE = path.join(import.meta.dirname, '../../../../docs/storage-format.md');
const COMMANDS = [...readFileSync(PAGE, 'utf8').matchAll(/^```\n(.*?)^```$/gms)].map(([, text = '']) => text);
const HAS_TOOLS = ['sqlite3', 'sha1sum'].every((tool) => spawnSync(tool, ['--version']).status === 0);

const WILD = '-a "wild"\n\'name\' & 🏖 $HOME `id`.jpg';
const WILD_ON_DISK = "-a _wild___'name' & 🏖 $HOME `id`.jpg";

let server: TestServer;
let folder: string;

/** Runs the commands of the page that hold a word, in the folder that holds `data`. */
function run(word: string): { readonly code: number | null; readonly out: string; readonly err: string } {
  const command = COMMANDS.find((text) => text.includes(word));
  if (command === undefined) throw new Error(`docs/storage-format.md has no command with ${word}`);
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

async function addTo(client: TestClient, album: string, upload: TestUpload): Promise<string> {
  const fields = { deviceAssetId: upload.fileName, ...upload.fields };
  const { id } = (await client.upload({ ...upload, fields })).body;
  await client.post(`/albums/${encodeURIComponent(album)}/assets`, { assetIds: [id] });
  return id;
}

describe.runIf(HAS_TOOLS)('getting photos back by hand, as docs/storage-format.md says', () => {
  beforeAll(async () => {
    server = await openTestServer();
    folder = await mkdtemp(path.join(tmpdir(), 'keepsake-by-hand-'));
    await symlink(server.dataDir, path.join(folder, 'data'));
    const you = await server.addClient('you');
    await addTo(you, 'Sardinia', {
      bytes: 'still',
      fileName: 'live.heic',
      motion: { bytes: 'motion', fileName: 'live.mov' },
      sidecar: { bytes: '<x/>', fileName: 'live.heic.xmp' },
    });
    await addTo(you, 'Sardinia', { bytes: 'wild', fileName: 'wild.jpg', fields: { filename: WILD } });
    const june = { fileCreatedAt: '2024-06-01T12:00:00Z', deviceAssetId: 'another' };
    await addTo(you, 'Sardinia', { bytes: 'of june', fileName: 'live.heic', fields: june });
    const trashed = await addTo(you, 'Sardinia', { bytes: 'trashed', fileName: 'trashed.jpg' });
    await you.send('DELETE', '/assets', { ids: [trashed] });
    await addTo(you, 'Corsica', { bytes: 'corsica', fileName: 'corsica.jpg' });
    await addTo(server.client, 'Sardinia', { bytes: 'of ada', fileName: 'ada.jpg' });
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('[H7] copies an album of one person with all that belongs to its photos', async () => {
    expect(run('mkdir -p')).toEqual({ code: 0, out: '', err: '' });
    expect(await filesBelow(path.join(folder, 'Sardinia'))).toEqual(
      [
        `you/2024/05/${WILD_ON_DISK}`,
        'you/2024/05/live.heic',
        'you/2024/05/live.heic.xmp',
        'you/2024/05/live.mov',
        'you/2024/06/live.heic',
      ].sort(),
    );
    const copied = await readFile(path.join(folder, 'Sardinia/you/2024/06/live.heic'), 'utf8');
    expect(copied).toBe('of june');
  });

  it('lists albums by person, without the trash', () => {
    const { code, out } = run('ORDER BY 1, 2, 3');
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toEqual([
      'ada@example.org|Sardinia|ada/2024/05/ada.jpg',
      'you@example.org|Corsica|you/2024/05/corsica.jpg',
      `you@example.org|Sardinia|you/2024/05/${WILD_ON_DISK}`,
      'you@example.org|Sardinia|you/2024/05/live.heic',
      'you@example.org|Sardinia|you/2024/06/live.heic',
    ]);
  });

  it('[H7] compares every original with its checksum, and names what differs', async () => {
    expect(run('sha1sum')).toEqual({ code: 0, out: 'every original is as it was\n', err: '' });
    await writeFile(path.join(server.dataDir, 'originals/ada/2024/05/ada.jpg'), 'of eve');
    const { code, out } = run('sha1sum');
    expect(code).toBe(1);
    expect(out).toBe('data/originals/ada/2024/05/ada.jpg: FAILED\n');
  });
});
