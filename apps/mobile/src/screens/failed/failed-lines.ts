import type { AssetRecord, ErrorCode, Failure } from '@keepsake/engine';

/** One line of the list: a reason with how many it holds, or one photo under it. */
export type FailedLine =
  | { readonly kind: 'reason'; readonly code: ErrorCode; readonly count: number }
  | {
      readonly kind: 'photo';
      readonly record: AssetRecord;
      readonly failure: Failure;
      /** The last of its reason. */
      readonly isLast: boolean;
    };

/** Groups failed photos by their reason, in the order in which the reasons first appear. */
export function failedLinesOf(records: readonly AssetRecord[]): readonly FailedLine[] {
  const groups = new Map<ErrorCode, { readonly record: AssetRecord; readonly failure: Failure }[]>();
  for (const record of records) {
    if (record.settlement.kind !== 'failed') continue;
    const { failure } = record.settlement;
    const group = groups.get(failure.code) ?? [];
    group.push({ record, failure });
    groups.set(failure.code, group);
  }
  return [...groups].flatMap(([code, photos]): readonly FailedLine[] => [
    { kind: 'reason', code, count: photos.length },
    ...photos.map((photo, index) => ({
      kind: 'photo' as const,
      ...photo,
      isLast: index === photos.length - 1,
    })),
  ]);
}

/** The key of a line, for a virtual list. */
export function keyOfLine(line: FailedLine): string {
  return line.kind === 'reason' ? `reason ${line.code}` : line.record.asset.id;
}
