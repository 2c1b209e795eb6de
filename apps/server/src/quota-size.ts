const UNITS = ['', 'K', 'M', 'G', 'T'] as const;

/** Reads a size such as `50GB`, `1.5TiB` or `1000000`, or `none`: null. Undefined when it is neither. */
export function readQuotaSize(text: string): number | null | undefined {
  if (text.toLowerCase() === 'none') return null;
  const [, amount, prefix = '', binary] =
    /^(\d{1,16}(?:\.\d{1,6})?)\s?(?:([KMGT]?)(i?)B)?$/i.exec(text) ?? [];
  const power = UNITS.findIndex((unit) => unit === prefix.toUpperCase());
  const bytes = Math.round(Number(amount) * (binary ? 1024 : 1000) ** power);
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}
