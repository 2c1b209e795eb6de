import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderIconPaths } from './render-icon-paths.ts';

writeFileSync(join(import.meta.dirname, '../src/icons/icon-paths.ts'), renderIconPaths());
