import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderAppIcon } from './render-app-icon.ts';

for (const [file, content] of await renderAppIcon())
  writeFileSync(join(import.meta.dirname, '..', file), content);
