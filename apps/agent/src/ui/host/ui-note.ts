import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { NotedServer } from '@keepsake/remote';
import { readJsonFile, writeJsonFile } from '../../profile/json-file.ts';

/** What the screens remember between two lives of the agent; in a file that is its owner's alone. */
interface UiNote {
  /** What opens the local API. It outlives the process, so that a page that is open finds its way back. */
  readonly key: string;
  /** Where the agent was last reached. */
  readonly port: number | undefined;
  /** The server that was signed in to last, as it described itself. */
  readonly server: NotedServer | undefined;
  /** A person began a backup once; before that none begins by itself. */
  readonly hasBegun: boolean;
}

/** The note of a profile. */
export interface UiNotes {
  read(): UiNote;
  /** Never fails: what cannot be kept holds until the process ends. */
  change(change: Partial<UiNote>): Promise<void>;
}

const KEY = /^[A-Za-z0-9_-]{43}$/;

/** Reads the note, or begins one with a new key. */
export async function openUiNotes(homeFolder: string): Promise<UiNotes> {
  const path = join(homeFolder, 'ui.json');
  const file = await readJsonFile(path);
  const fields = file.kind === 'read' ? file.fields : {};
  const { key, port, server, hasBegun } = fields;
  let note: UiNote = {
    key: typeof key === 'string' && KEY.test(key) ? key : randomBytes(32).toString('base64url'),
    port: typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined,
    server: isNotedServer(server) ? { ...server, email: server.email ?? undefined } : undefined,
    hasBegun: hasBegun === true,
  };
  let writing = Promise.resolve();
  return {
    read: () => note,
    change(change) {
      note = { ...note, ...change };
      const content = note;
      writing = writing.then(() => writeJsonFile(path, content).catch(() => undefined));
      return writing;
    },
  };
}

function isNotedServer(value: unknown): value is NotedServer {
  if (typeof value !== 'object' || value === null) return false;
  const { serverUrl, userId, product, version, email } = value as Record<string, unknown>;
  return (
    [serverUrl, userId, version].every((field) => typeof field === 'string') &&
    (product === 'keepsake' || product === 'immich') &&
    (email === undefined || typeof email === 'string')
  );
}
