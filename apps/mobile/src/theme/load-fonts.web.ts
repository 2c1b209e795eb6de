import { loadAsync } from 'expo-font';

/** Letters come with the page: no other host is asked. The extended ones are for names of everywhere. */
export async function loadFonts(): Promise<void> {
  await loadAsync({
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- how Metro knows an asset
    'Inter Variable': require('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2') as number,
  });
}
