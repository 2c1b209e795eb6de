import { createHash } from 'node:crypto';
import { BackupError, CancelSource, type AssetId, type OpenedPart } from '@keepsake/engine';
import type { SimulatedPhone } from '@keepsake/testkit';
import type {
  BackupNative,
  Edition,
  HashedFile,
  NativeErrorCode,
  OpenedOriginal,
  OpenOriginalRequest,
  BackupNativeEvents,
} from '../../modules/backup-native/src/index.ts';
import { idOf, natively, type OpenFile, type PhoneWorld } from './phone-world.ts';

type OriginalCalls = Pick<
  BackupNative,
  | 'cancelWork'
  | 'hashFile'
  | 'hashOriginal'
  | 'openOriginal'
  | 'readBytes'
  | 'removeTemporary'
  | 'sweepTemporary'
>;

/** An error as native code rejects with it. */
export function nativeError(code: NativeErrorCode, message: string): Error {
  return Object.assign(new Error(message), { code });
}

/**
 * The native module's work on originals over a simulated phone: temporary files on iOS and for what comes from the cloud, `content:`
 * addresses on Android. Both parts of an asset from the cloud come down together, and go when both are removed.
 */
export function createFakeOriginals(
  world: PhoneWorld,
  tell: (progress: BackupNativeEvents['onWorkProgress']) => void,
): OriginalCalls {
  const files = world.files ?? new Map<string, OpenFile>();
  const works = new Map<string, CancelSource>();

  const working = async <Answer>(
    workId: string,
    work: (signal: CancelSource) => Promise<Answer>,
  ): Promise<Answer> => {
    const signal = new CancelSource();
    works.set(workId, signal);
    try {
      return await natively(world, () => work(signal));
    } catch (error) {
      throw signal.aborted ? nativeError('cancelled', 'cancelWork was called') : nativeErrorOf(error);
    } finally {
      works.delete(workId);
    }
  };

  const openParts = async (
    { workId, assetId, role, edition, mayDownload }: OpenOriginalRequest,
    signal: CancelSource,
  ): Promise<OpenFile> => {
    const id = assetOfEdition(idOf(assetId) as AssetId, edition, world.phone);
    if (id === undefined) throw nativeError('no-such-part', `${assetId} has no ${edition} bytes`);
    const total = (role === 'motion' ? 2 : 1) * 1_000;
    const observer = {
      onDownloaded: (bytes: number) => {
        tell({ workId, phase: 'downloading', fraction: Math.min(0.99, bytes / total) });
      },
    };
    // The other part came down with it.
    const known = [...files.values()].find(({ opened }) => opened.asset.id === id && opened.asset.isInCloud);
    const opened =
      known?.opened ?? (await world.library.open(id, mayDownload ? observer : undefined, signal));
    const isInCloud = opened.asset.isInCloud;
    if (isInCloud && !mayDownload) {
      await opened.close();
      throw nativeError('in-cloud', `${id} is in iCloud alone`);
    }
    const part = role === 'original' ? opened.original : opened.motion;
    if (part === undefined) {
      if (known === undefined) await opened.close();
      throw nativeError('no-such-part', `${id} has no ${role}`);
    }
    return { part, opened, isTemporary: isInCloud || world.phone.flavour === 'ios' };
  };

  const remove = async (uris: readonly string[]): Promise<number> => {
    const gone = uris.flatMap((uri) => files.get(uri) ?? []);
    for (const uri of uris) files.delete(uri);
    const left = new Set([...files.values()].map(({ opened }) => opened));
    // Not waited for: whoever opened it may be dead.
    for (const { opened } of gone) if (!left.has(opened)) void opened.close();
    return gone.length;
  };

  return {
    openOriginal: (request) =>
      working(request.workId, async (signal): Promise<OpenedOriginal> => {
        const found = await openParts(request, signal);
        const file = found.isTemporary ? { ...found, part: await copyOf(found) } : found;
        // What is copied is told of, and also what came from the cloud.
        if (file.isTemporary) tell({ workId: request.workId, phase: 'reading', fraction: 1 });
        const { fileName, sizeBytes } = file.part;
        const place = `${file.isTemporary ? 'file:///tmp' : 'content://media'}/${nextNumber(files)}`;
        const uri = `${place}/${fileName}`;
        files.set(uri, file);
        return { uri, fileName, sizeBytes, isTemporary: file.isTemporary };
      }),
    hashOriginal: (request) =>
      working(request.workId, async (signal) => {
        const { part, opened } = await openParts(request, signal);
        try {
          return await hash(part, signal, (fraction) =>
            tell({ workId: request.workId, phase: 'reading', fraction }),
          );
        } finally {
          await opened.close();
        }
      }),
    hashFile: (workId, uri) =>
      working(workId, async (signal) =>
        hash(require(uri).part, signal, (fraction) => tell({ workId, phase: 'reading', fraction })),
      ),
    readBytes: (uri, fromByte, sizeBytes) =>
      natively(world, async () => {
        try {
          return await readSome(require(uri).part, fromByte, sizeBytes);
        } catch (error) {
          throw nativeErrorOf(error);
        }
      }),
    cancelWork: (workId) =>
      natively(world, () => {
        works.get(workId)?.cancel('cancelWork');
      }),
    removeTemporary: async (uris) => {
      await natively(world, () => remove(uris.filter((uri) => files.get(uri)?.isTemporary === true)));
    },
    sweepTemporary: (keepUris) =>
      natively(world, async () => {
        const count = await remove(
          [...files].filter(([uri, file]) => file.isTemporary && !keepUris.includes(uri)).map(([uri]) => uri),
        );
        await world.library.sweepTemporary();
        return count;
      }),
  };

  function require(uri: string): OpenFile {
    const file = files.get(uri);
    if (file === undefined) throw nativeError('asset-gone', `${uri} is not there`);
    return file;
  }
}

/** A temporary file is there whatever becomes of the photo, and of the process. */
async function copyOf({ part, opened }: OpenFile): Promise<OpenedPart> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of part.read()) chunks.push(chunk);
  } catch (error) {
    await opened.close();
    throw error;
  }
  const bytes = Buffer.concat(chunks);
  return {
    fileName: part.fileName,
    sizeBytes: bytes.length,
    async *read(fromByte = 0) {
      yield Uint8Array.from(bytes.subarray(fromByte));
    },
  };
}

const numbers = new WeakMap<Map<string, OpenFile>, number>();

/** No two files of a phone have one address. */
function nextNumber(files: Map<string, OpenFile>): number {
  const number = (numbers.get(files) ?? 0) + 1;
  numbers.set(files, number);
  return number;
}

/** Which asset of the simulated phone has these bytes of a photo; undefined: nobody edited it. */
function assetOfEdition(id: AssetId, edition: Edition, phone: SimulatedPhone): AssetId | undefined {
  const unedited = `${id}#unedited` as AssetId;
  const isEdited = phone.asset(unedited) !== undefined;
  switch (edition) {
    case 'alternate':
      return `${id}#alternate` as AssetId;
    case 'current':
      return isEdited ? id : undefined;
    case 'unedited':
      return isEdited ? unedited : id;
  }
}

async function hash(
  part: OpenedPart,
  signal: CancelSource,
  onFraction: (fraction: number) => void,
): Promise<HashedFile> {
  const sha1 = createHash('sha1');
  let sizeBytes = 0;
  for await (const chunk of part.read()) {
    if (signal.aborted) throw nativeError('cancelled', 'cancelWork was called');
    sha1.update(chunk);
    sizeBytes += chunk.byteLength;
    onFraction(Math.min(1, sizeBytes / Math.max(1, part.sizeBytes)));
  }
  return { sha1: sha1.digest('hex'), sizeBytes };
}

async function readSome(part: OpenedPart, fromByte: number, sizeBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let left = sizeBytes;
  for await (const chunk of part.read(fromByte)) {
    chunks.push(chunk.subarray(0, left));
    left -= Math.min(left, chunk.byteLength);
    if (left === 0) break;
  }
  return Uint8Array.from(Buffer.concat(chunks));
}

const CODES: Readonly<Partial<Record<string, NativeErrorCode>>> = {
  'asset-gone': 'asset-gone',
  'file-unreadable': 'file-unreadable',
  'download-failed': 'download-failed',
  'changed-while-reading': 'changed-while-reading',
  'library-permission-lost': 'permission-lost',
  'device-full': 'no-space',
};

/** What is none of the module's codes is an error without one. */
function nativeErrorOf(error: unknown): unknown {
  if (!(error instanceof BackupError)) return error;
  const code = CODES[error.code];
  return code === undefined ? new Error(error.message) : nativeError(code, error.message);
}
