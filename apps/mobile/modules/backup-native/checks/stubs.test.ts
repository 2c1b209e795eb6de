import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stubFiles } from './write-stubs.ts';

const ROOT = join(import.meta.dirname, '../../../../..');

it.each([...stubFiles('kotlin'), ...stubFiles('swift')])(
  'knows where the signatures of its stubs are from (%#)',
  (path) => {
    const [, source = ''] = /(https:\/\/\S+|node_modules\/[\w./-]+)/.exec(readFileSync(path, 'utf8')) ?? [];
    expect(source.startsWith('https://') || existsSync(join(ROOT, source))).toBe(true);
  },
);
