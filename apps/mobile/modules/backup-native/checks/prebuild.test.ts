import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { farthest } from './farthest.ts';
import { permissionsOf } from './permissions-of.ts';
import { linkedManifests, linkedModules, prebuildApps, type PrebuiltApps } from './prebuilt-apps.ts';

const MODULE = join(import.meta.dirname, '..');
const APP = join(MODULE, '../..');
const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'ja'];
let apps: PrebuiltApps;
let info: string;
let manifest: string;

beforeAll(() => {
  apps = prebuildApps();
  info = apps.read('ios/Keepsake/Info.plist');
  manifest = apps.read('android/app/src/main/AndroidManifest.xml');
}, 120_000);

afterAll(() => {
  apps.remove();
});

/** The strings of a plist's array. */
const plistArray = (text: string, key: string): readonly string[] => {
  const [, items = ''] = new RegExp(`<key>${key}</key>\\s*<array>(.*?)</array>`, 's').exec(text) ?? [];
  return [...items.matchAll(/<string>(.*?)<\/string>/g)].map(([, item = '']) => item);
};

it('[B9] lets iOS wake the app for both tasks', () => {
  expect(plistArray(info, 'UIBackgroundModes')).toEqual(['fetch', 'processing']);
  expect(plistArray(info, 'BGTaskSchedulerPermittedIdentifiers')).toEqual([
    'app.keepsake.backup.refresh',
    'app.keepsake.backup.processing',
  ]);
});

it('has the app’s icon on iOS, whole and without transparency, as Apple wants it', async () => {
  const folder = join(apps.folder, 'ios/Keepsake/Images.xcassets/AppIcon.appiconset');
  const { images } = JSON.parse(readFileSync(join(folder, 'Contents.json'), 'utf8')) as {
    readonly images: readonly { readonly filename: string; readonly size: string }[];
  };
  expect(images.map(({ size }) => size)).toEqual(['1024x1024']);
  const icon = join(folder, images[0]?.filename ?? '');
  expect(await sharp(icon).metadata()).toMatchObject({ width: 1024, height: 1024, hasAlpha: false });
  expect(await farthest(icon, join(APP, 'assets/icon.png'))).toBeLessThan(8);
});

it('has the app’s icon on Android: in any form, in the person’s own colours, and on phones that know neither', async () => {
  const RES = 'android/app/src/main/res';
  expect(manifest).toContain(
    'android:icon="@mipmap/ic_launcher" android:roundIcon="@mipmap/ic_launcher_round"',
  );
  for (const name of ['ic_launcher', 'ic_launcher_round']) {
    const parts = [
      ...apps.read(`${RES}/mipmap-anydpi-v26/${name}.xml`).matchAll(/<(\w+) android:drawable="(.+?)"/g),
    ];
    expect(parts.map(([, part, drawable]) => [part, drawable])).toEqual([
      ['background', '@color/iconBackground'],
      ['foreground', '@mipmap/ic_launcher_foreground'],
      ['monochrome', '@mipmap/ic_launcher_monochrome'],
    ]);
  }
  expect(apps.read(`${RES}/values/colors.xml`)).toContain('<color name="iconBackground">#0b6b5c</color>');
  for (const name of ['foreground', 'monochrome']) {
    const layer = join(apps.folder, RES, `mipmap-xxxhdpi/ic_launcher_${name}.webp`);
    expect(await farthest(layer, join(APP, `assets/adaptive-${name}.png`))).toBeLessThan(8);
  }
  const { dominant } = await sharp(join(apps.folder, RES, 'mipmap-xxxhdpi/ic_launcher.webp')).stats();
  expect(dominant.g).toBeGreaterThan(dominant.r + 50);
});

it('begins on Android with the app’s ground, and not with the placeholder of Expo’s template', () => {
  const styles = apps.read('android/app/src/main/res/values/styles.xml');
  const [, start = ''] = /<style name="Theme.App.SplashScreen".*?>(.*?)<\/style>/s.exec(styles) ?? [];
  expect(start).toContain('<item name="android:windowBackground">@color/keepsake_ground</item>');
  expect(start).not.toContain('splashscreen_logo');
});

it('asks on iOS for photos and the local network, and for nothing else', () => {
  const asked = [...info.matchAll(/<key>(NS\w+UsageDescription)<\/key>/g)].map(([, key = '']) => key).sort();
  expect(asked).toEqual(['NSLocalNetworkUsageDescription', 'NSPhotoLibraryUsageDescription']);
  expect(info).toMatch(/<key>PHPhotoLibraryPreventAutomaticLimitedAccessAlert<\/key>\s*<true\/>/);
});

it.each(LANGUAGES)('asks on iOS in the person’s language: %s', (language) => {
  const words = apps.read(`ios/Keepsake/Supporting/${language}.lproj/InfoPlist.strings`);
  expect(words).toMatch(/NSPhotoLibraryUsageDescription = ".+";/);
  expect(words).toMatch(/NSLocalNetworkUsageDescription = ".+";/);
});

it('lets iOS reach a server at home without a certificate, and no other', () => {
  expect(info).toMatch(/<key>NSAllowsArbitraryLoads<\/key>\s*<false\/>/);
  expect(info).toMatch(/<key>NSAllowsLocalNetworking<\/key>\s*<true\/>/);
});

it('tells Apple that nobody is tracked, and why it asks what it asks', () => {
  const privacy = apps.read('ios/Keepsake/PrivacyInfo.xcprivacy');
  expect(privacy).toMatch(/<key>NSPrivacyTracking<\/key>\s*<false\/>/);
  expect(privacy).toMatch(/<key>NSPrivacyCollectedDataTypes<\/key>\s*<array\/>/);
  for (const reason of ['C617.1', '35F9.1', 'CA92.1'])
    expect(privacy).toContain(`<string>${reason}</string>`);
  const own = readFileSync(join(MODULE, 'ios/PrivacyInfo.xcprivacy'), 'utf8');
  expect(own).toContain('<string>CA92.1</string>');
});

it('[B8] asks on Android for what a backup needs, and for nothing else', () => {
  expect(permissionsOf(manifest, false)).toEqual([
    'ACCESS_MEDIA_LOCATION',
    'INTERNET',
    'READ_EXTERNAL_STORAGE to 32',
    'READ_MEDIA_IMAGES',
    'READ_MEDIA_VIDEO',
    'READ_MEDIA_VISUAL_USER_SELECTED',
    'WRITE_EXTERNAL_STORAGE to 32',
  ]);
  expect(
    permissionsOf(readFileSync(join(MODULE, 'android/src/main/AndroidManifest.xml'), 'utf8'), false),
  ).toEqual([
    'ACCESS_MEDIA_LOCATION',
    'ACCESS_NETWORK_STATE',
    'FOREGROUND_SERVICE',
    'FOREGROUND_SERVICE_DATA_SYNC',
    'INTERNET',
    'POST_NOTIFICATIONS',
    'RECEIVE_BOOT_COMPLETED',
    'REQUEST_IGNORE_BATTERY_OPTIMIZATIONS',
    'WAKE_LOCK',
  ]);
});

it('[B8] may write up to Android 12, without which expo-media-library lists no album there', () => {
  const library = dirname(fileURLToPath(import.meta.resolve('expo-media-library/package.json')));
  const asking = readFileSync(
    join(library, 'android/src/main/java/expo/modules/medialibrary/MediaLibraryModule.kt'),
    'utf8',
  );
  // Where it asks for less, the permission can end with Android 10 again.
  expect(asking).toContain('arrayOf(READ_EXTERNAL_STORAGE, WRITE_EXTERNAL_STORAGE)');
  expect(permissionsOf(manifest, false)).toContain('WRITE_EXTERNAL_STORAGE to 32');
});

it('[B8] ends up on Android with no permission that a library slipped in', () => {
  const removed = permissionsOf(manifest, true);
  const libraries = linkedManifests(apps);
  expect(libraries.length).toBeGreaterThan(10);
  const asked = [manifest, ...libraries].flatMap((text) => permissionsOf(text, false));
  const names = new Set(asked.map((permission) => permission.replace(/ to \d+$/, '')));
  expect([...names].filter((name) => !removed.includes(name)).sort()).toEqual([
    'ACCESS_MEDIA_LOCATION',
    'ACCESS_NETWORK_STATE',
    'FOREGROUND_SERVICE',
    'FOREGROUND_SERVICE_DATA_SYNC',
    'INTERNET',
    'POST_NOTIFICATIONS',
    'READ_EXTERNAL_STORAGE',
    'READ_MEDIA_IMAGES',
    'READ_MEDIA_VIDEO',
    'READ_MEDIA_VISUAL_USER_SELECTED',
    'RECEIVE_BOOT_COMPLETED',
    'REQUEST_IGNORE_BATTERY_OPTIMIZATIONS',
    'WAKE_LOCK',
    'WRITE_EXTERNAL_STORAGE',
  ]);
});

it('[B2] has all of Android’s components in one process, as the dropping of a dead lease at its start supposes', () => {
  for (const text of [manifest, ...linkedManifests(apps)])
    expect([...text.matchAll(/android:process="[^"]*"/g)].map(([named]) => named)).toEqual([]);
});

it('takes back on Android what libraries ask for and a backup does not need', () => {
  expect(permissionsOf(manifest, true)).toEqual([
    'ACCESS_NOTIFICATION_POLICY',
    'READ_MEDIA_AUDIO',
    'SCHEDULE_EXACT_ALARM',
    'SYSTEM_ALERT_WINDOW',
    'USE_BIOMETRIC',
    'USE_FINGERPRINT',
    'VIBRATE',
  ]);
});

it('keeps the ledger and the credential out of Android’s backups, and reaches a server at home', () => {
  expect(manifest).toContain('android:allowBackup="false"');
  expect(manifest).toContain('android:networkSecurityConfig="@xml/keepsake_network_security"');
  const security = readFileSync(
    join(MODULE, 'android/src/main/res/xml/keepsake_network_security.xml'),
    'utf8',
  );
  for (const part of ['cleartextTrafficPermitted="true"', 'src="system"', 'src="user"'])
    expect(security).toContain(part);
  // Android 12 and later ask this of a move to another phone, whatever allowBackup says: it takes preferences alone.
  const [, rules = ''] = /android:dataExtractionRules="@xml\/(\w+)"/.exec(manifest) ?? [];
  const text = readFileSync(
    join(MODULE, `../../../../node_modules/expo-secure-store/android/src/main/res/xml/${rules}.xml`),
    'utf8',
  );
  const taken = [...text.matchAll(/<include domain="(\w+)"/g)].map(([, domain]) => domain);
  expect(new Set(taken)).toEqual(new Set(['sharedpref']));
});

it('has Android hand out videos as they were recorded', () => {
  const own = readFileSync(join(MODULE, 'android/src/main/AndroidManifest.xml'), 'utf8');
  const [, resource = ''] =
    /"android\.media\.PROPERTY_MEDIA_CAPABILITIES"\s+android:resource="@xml\/(\w+)"/.exec(own) ?? [];
  const formats = readFileSync(join(MODULE, `android/src/main/res/xml/${resource}.xml`), 'utf8');
  expect([...formats.matchAll(/name="([\w-]+)" supported="true"/g)].map(([, name]) => name)).toEqual([
    'HEVC',
    'HDR10',
    'HDR10Plus',
    'HLG',
    'Dolby-Vision',
  ]);
});

it('[B8] tells Android what its long work is for', () => {
  const own = readFileSync(join(MODULE, 'android/src/main/AndroidManifest.xml'), 'utf8');
  expect(own).toMatch(
    /<service\s+android:name="androidx\.work\.impl\.foreground\.SystemForegroundService"\s+android:foregroundServiceType="dataSync"/,
  );
  expect(own).toMatch(
    /<receiver android:name="app\.keepsake\.backup\.runs\.BootReceiver" android:exported="false">/,
  );
});

it('[B8, B9] is linked into both apps', () => {
  const find = (platform: 'android' | 'apple') =>
    linkedModules(apps, platform).find(({ packageName }) => packageName === 'backup-native');
  expect(find('android')?.projects).toMatchObject([
    // The name by which native.yml calls it.
    { name: 'backup-native', modules: [{ classifier: 'app.keepsake.backup.BackupNativeModule' }] },
  ]);
  expect(find('apple')).toMatchObject({
    modules: [{ class: 'BackupNativeModule' }],
    appDelegateSubscribers: ['BackupAppDelegateSubscriber'],
  });
});
