import type { Clock, Logger } from '@keepsake/engine';
import type { TextStore } from '../../controller/text-store.ts';

/** What went on lately, for whoever helps a person with a problem. It stays on the phone until they share it. */
export interface PhoneLog extends Logger {
  /** One line for each entry, the oldest first. */
  read(): string;
}

const KEY = 'keepsake.log';
/** Some weeks of a backup without trouble, and little enough for any way of sharing. */
const MOST_CHARACTERS = 60_000;
/** What comes before the @ of an address may be a password. */
const LOGIN_IN_ADDRESS = /\/\/[^/\s@]*@/g;

export function createPhoneLog(memory: TextStore, clock: Pick<Clock, 'now'>): PhoneLog {
  let text: string | undefined;
  const read = (): string => (text ??= memory.getItem(KEY) ?? '');
  return {
    read,
    log(level, event, fields = {}) {
      if (level === 'debug') return;
      try {
        const entry = `${new Date(clock.now()).toISOString()} ${level} ${event}${shownFields(fields)}`;
        text = lastLines(`${read()}${entry.replace(LOGIN_IN_ADDRESS, '//')}\n`);
        memory.setItem(KEY, text);
      } catch {
        // A full disk keeps no log; the backup goes on.
      }
    },
  };
}

function shownFields(fields: Readonly<Record<string, unknown>>): string {
  const shown = Object.entries(fields).map(([name, value]) => ` ${name}=${shownValue(value)}`);
  return shown.join('').replace(/\s+/g, ' ');
}

function shownValue(value: unknown): string {
  if (!(value instanceof Error)) return shownJson(value);
  const code = 'code' in value ? ` ${String(value.code)}` : '';
  return `${value.name}${code}: ${value.message}`;
}

/** What no JSON can hold costs its event nothing. */
function shownJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined';
  } catch {
    return typeof value;
  }
}

/** What is left begins with a whole line. */
function lastLines(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  const rest = text.slice(-MOST_CHARACTERS);
  return rest.slice(rest.indexOf('\n') + 1);
}
