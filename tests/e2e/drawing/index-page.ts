import type { Drawn } from './draw-picture.ts';
import type { Picture } from './pictures.ts';

const NAMES = { en: 'English', de: 'Deutsch', ar: 'العربية' } as const;

/** The page that shows all pictures: docs/screens/README.md. */
export function indexPage(pictures: readonly Picture[], drawn: readonly Drawn[]): string {
  const parts = pictures.map(({ name, title }) => {
    const own = drawn.filter((each) => each.name === name);
    const show = (each: Drawn): string =>
      `<img alt="${title}, ${NAMES[each.language]}, ${each.theme}, ${each.window}" src="${each.file}" ${each.window === 'phone' ? 'width="230"' : 'width="470"'}>`;
    const row = (window: Drawn['window']): string =>
      own
        .filter((each) => each.window === window)
        .map(show)
        .join('\n');
    return `## ${title}\n\n${row('phone')}\n\n${row('desktop')}\n`;
  });
  return `# The screens\n\nDrawn by \`npm run screens\`: from a real agent and server over the demo library where they come to such a state by themselves, and over a simulated\nphone where they do not. Photos are painted by the demo.\n\n${parts.join('\n')}`;
}
