import type { Edition, PartRole } from '../../../modules/backup-native/src/index.ts';

interface ToldPart {
  readonly role: PartRole;
  readonly edition: Edition;
  readonly sizeBytes: number | null;
}

/**
 * Which sizes that the library tells are to be believed. Android goes on telling of a file what it was when it was last
 * looked at, also after another app wrote it anew: such a file differs from what is told of it however often it is read.
 */
export class ToldSizes {
  readonly #contradicted = new Map<string, number>();

  /** Bytes; undefined: they are known when the file is open. */
  believed(assetId: string, part: ToldPart): number | undefined {
    const { sizeBytes } = part;
    // iOS has a size of nothing for what it did not measure.
    if (sizeBytes === null || sizeBytes === 0) return undefined;
    return this.#contradicted.get(keyOf(assetId, part)) === sizeBytes ? undefined : sizeBytes;
  }

  /** The file has another size. Once the library tells of another one, that is believed again. */
  contradict(assetId: string, part: ToldPart): void {
    if (part.sizeBytes !== null) this.#contradicted.set(keyOf(assetId, part), part.sizeBytes);
  }
}

const keyOf = (assetId: string, { role, edition }: ToldPart): string => `${assetId} ${role} ${edition}`;
