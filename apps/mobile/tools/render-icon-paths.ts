import * as mdi from '@mdi/js';
import { ICON_NAMES } from './icon-names.ts';

/**
 * The source of src/icons/icon-paths.ts: the outlines of the icons that are used, out of seven thousand. No font is
 * loaded, so no icon flashes, and nothing is asked of the network.
 */
export function renderIconPaths(): string {
  const all = mdi as Readonly<Record<string, string>>;
  const lines = ICON_NAMES.map((name) => {
    const path = all[`mdi-${name}`.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];
    if (path === undefined) throw new Error(`Material Design Icons has no "${name}"`);
    return `  ${/-/.test(name) ? `'${name}'` : name}:\n    '${path}',`;
  });
  return `// Written by \`npm run icons\` from @mdi/js: Material Design Icons by Pictogrammers, Apache License 2.0.
// prettier-ignore
export const ICON_PATHS = {
${lines.join('\n')}
} as const;
`;
}
