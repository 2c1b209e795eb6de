import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const APP = join(import.meta.dirname, '../../..');
const ROOT = join(APP, '../..');

/** The native projects that `expo prebuild` makes of this app, in a folder of their own. */
export interface PrebuiltApps {
  readonly folder: string;
  /** A file of theirs, by its path. */
  read(path: string): string;
  remove(): void;
}

/** Makes both projects, from what the app's configuration depends on and Expo's own template. Needs no network. */
export function prebuildApps(): PrebuiltApps {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-prebuild-'));
  for (const part of ['app.json', 'package.json', 'assets', 'locales', 'modules']) {
    cpSync(join(APP, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  runExpo(folder, ['node_modules/expo/bin/cli', 'prebuild', '--no-install', '--platform', 'all']);
  return {
    folder,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    remove() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Bundles the app's JavaScript for both phones into a folder, as their builds do. Needs no network. */
export function exportBundles(folder: string): void {
  const program = join(ROOT, 'node_modules/expo/bin/cli');
  runExpo(APP, [program, 'export', '--platform', 'android', '--platform', 'ios', '--output-dir', folder]);
}

/** What Expo links into the app of a platform, as its build will ask. */
export function linkedModules(apps: PrebuiltApps, platform: 'android' | 'apple'): readonly LinkedModule[] {
  return (JSON.parse(askAutolinking(apps, 'resolve', platform)) as { modules: LinkedModule[] }).modules;
}

/** The Android manifests of all libraries that the app's build links from source; those that come compiled are not among them. */
export function linkedManifests(apps: PrebuiltApps): readonly string[] {
  const { dependencies } = JSON.parse(
    askAutolinking(apps, 'react-native-config', 'android'),
  ) as ReactNativeConfig;
  const folders = [
    ...linkedModules(apps, 'android').flatMap(({ projects = [] }) => projects),
    ...Object.values(dependencies).map(({ platforms }) => platforms.android),
  ].map(({ sourceDir }) => join(sourceDir, 'src/main/AndroidManifest.xml'));
  return [...new Set(folders)].filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8'));
}

interface ReactNativeConfig {
  readonly dependencies: Readonly<
    Record<string, { readonly platforms: { readonly android: { readonly sourceDir: string } } }>
  >;
}

function askAutolinking(
  { folder }: PrebuiltApps,
  question: 'react-native-config' | 'resolve',
  platform: 'android' | 'apple',
): string {
  const program = join(ROOT, 'node_modules/expo-modules-autolinking/bin/expo-modules-autolinking.js');
  return runExpo(folder, [program, question, '--platform', platform, '--json', '--project-root', folder]);
}

export interface LinkedModule {
  readonly packageName: string;
  readonly appDelegateSubscribers?: readonly string[];
  readonly modules?: readonly { readonly class: string }[];
  readonly projects?: readonly {
    readonly name: string;
    readonly sourceDir: string;
    readonly modules: readonly { readonly classifier: string }[];
  }[];
}

function runExpo(cwd: string, args: readonly string[]): string {
  const env = {
    ...process.env,
    NODE_ENV: 'production' as const,
    CI: '1',
    EXPO_OFFLINE: '1',
    EXPO_NO_TELEMETRY: '1',
  };
  return execFileSync(process.execPath, args, { cwd, env, encoding: 'utf8', stdio: 'pipe' });
}

/** All files of a kind below a folder of the module. */
export function sourcesOf(folder: 'android' | 'ios', extension: string): readonly string[] {
  const root = join(import.meta.dirname, '..', folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension))
    .map((file) => join(root, file));
}
