import { isAbsolute } from 'node:path';

/**
 * The folder that a person is in who starts this program by `npm run keepsake`, which itself changes to the folder of the
 * sources, as with `npm --prefix`; undefined: the present one. What other scripts of npm start says itself where that is.
 */
export function startingFolder(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const folder = environment['INIT_CWD'];
  const isOurScript = environment['npm_lifecycle_event'] === 'keepsake';
  return isOurScript && folder !== undefined && isAbsolute(folder) ? folder : undefined;
}
