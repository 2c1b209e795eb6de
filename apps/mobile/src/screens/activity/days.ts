import type { BackupDay } from '../../controller/backup-history.ts';

/** One bar of the chart: a day where the device is, also one on which nothing was made safe. */
export interface DayBar {
  /** Its noon, so that no change of the clock makes another day of it. */
  readonly atMs: number;
  readonly photoCount: number;
  readonly sizeBytes: number;
}

/** What a bar is as high as. */
export type Measure = 'photos' | 'bytes';

/** The midnight with which so many days begin that end today. */
export function startOfDays(nowMs: number, count: number): number {
  const date = new Date(nowMs);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - (count - 1)).getTime();
}

/** Each of so many days until today, oldest first. */
export function barsOf(days: readonly BackupDay[], nowMs: number, count: number): readonly DayBar[] {
  const byDay = new Map(days.map((day) => [day.day, day]));
  const today = new Date(nowMs);
  return Array.from({ length: count }, (_, index) => {
    const noon = new Date(today.getFullYear(), today.getMonth(), today.getDate() - (count - 1 - index), 12);
    const day = byDay.get(nameOf(noon));
    return {
      atMs: noon.getTime(),
      photoCount: (day?.uploadedCount ?? 0) + (day?.duplicateCount ?? 0),
      sizeBytes: day?.uploadedBytes ?? 0,
    };
  });
}

/** How high a bar is. */
export function valueOf(bar: DayBar, measure: Measure): number {
  return measure === 'photos' ? bar.photoCount : bar.sizeBytes;
}

/** All bars together. */
export function sumOf(bars: readonly DayBar[]): Pick<DayBar, 'photoCount' | 'sizeBytes'> {
  return {
    photoCount: bars.reduce((sum, { photoCount }) => sum + photoCount, 0),
    sizeBytes: bars.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}

function nameOf(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
