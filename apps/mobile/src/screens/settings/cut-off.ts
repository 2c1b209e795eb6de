/** A day as a person fills it in. */
export interface TypedDay {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

/** Photography is not older. */
const FIRST_YEAR = 1826;

/** The first moment of a day where the device is; undefined: there is no such day. Digits of every script are known. */
export function startOfDay(typed: TypedDay): number | undefined {
  const [day, month, year] = [typed.day, typed.month, typed.year].map(numberOf);
  if (day === undefined || month === undefined || year === undefined || year < FIRST_YEAR || year > 9999)
    return undefined;
  const date = new Date(year, month - 1, day);
  return date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day
    ? date.getTime()
    : undefined;
}

/** The day of a moment, to be filled in. */
export function typedDayOf(atMs: number): TypedDay {
  const date = new Date(atMs);
  return {
    day: String(date.getDate()),
    month: String(date.getMonth() + 1),
    year: String(date.getFullYear()),
  };
}

/** The first moment of the day of another moment. */
export function midnightOf(atMs: number): number {
  return new Date(atMs).setHours(0, 0, 0, 0);
}

const ARABIC_ZERO = 0x0660;
const FULL_WIDTH_ZERO = 0xff10;

function numberOf(text: string): number | undefined {
  const latin = text.trim().replaceAll(/[٠-٩０-９]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (code < FULL_WIDTH_ZERO ? ARABIC_ZERO : FULL_WIDTH_ZERO));
  });
  return /^\d{1,4}$/.test(latin) ? Number(latin) : undefined;
}
