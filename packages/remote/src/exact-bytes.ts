import { BackupError } from '@keepsake/engine';

/** Bytes that said beforehand how many they are. */
export interface CountedSource {
  /** For the words of errors. */
  readonly fileName: string;
  readonly sizeBytes: number;
  read(): AsyncIterable<Uint8Array>;
}

/**
 * The bytes of a source, which must be as many as it said.
 *
 * @throws BackupError changed-while-reading, before the first byte too many is handed out
 */
export async function* exactBytes(source: CountedSource): AsyncGenerator<Uint8Array> {
  let readBytes = 0;
  for await (const chunk of source.read()) {
    readBytes += chunk.length;
    if (readBytes > source.sizeBytes) throw changed(source, 'more');
    yield chunk;
  }
  if (readBytes < source.sizeBytes) throw changed(source, 'fewer');
}

const changed = ({ fileName }: CountedSource, which: 'more' | 'fewer'): BackupError =>
  new BackupError('changed-while-reading', `${fileName} has ${which} bytes than when it was opened`);
