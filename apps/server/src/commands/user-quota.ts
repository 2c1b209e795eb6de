import { readQuotaSize } from '../quota-size.ts';
import { CommandError } from './command.ts';

const UNITS = ['', 'K', 'M', 'G', 'T'] as const;

/**
 * Reads a quota in bytes from `50GB`, `1.5TiB`, `1000000` or `none`.
 *
 * @returns null for none
 * @throws CommandError usage
 */
export function parseQuota(text: string): number | null {
  const bytes = readQuotaSize(text);
  if (bytes === undefined)
    throw new CommandError('usage', `"${text}" is not a size; give one such as 50GB, or none for no limit.`);
  return bytes;
}

/** Bytes for people: `none`, `512 B`, `1.5 GB`. */
export function quotaText(bytes: number | null): string {
  if (bytes === null) return 'none';
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
  const amount = bytes / 1000 ** power;
  return `${power === 0 ? amount : Number(amount.toFixed(1))} ${UNITS[power] ?? ''}B`;
}
