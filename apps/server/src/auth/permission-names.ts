/** What of, and what may be done with it, in one string of words. */
const ACTIONS_BY_SUBJECT: Readonly<Record<string, string>> = {
  activity: 'create delete read statistics update',
  adminAuth: 'unlinkAll',
  adminConfig: 'read update',
  adminSession: 'read',
  adminUser: 'create delete read update',
  album: 'create delete download read share statistics update',
  albumAsset: 'create delete',
  albumUser: 'create delete update',
  apiKey: 'create delete read rotate update',
  archive: 'read',
  asset:
    'copy delete derive download edit.create edit.delete edit.get read replace share statistics update upload view',
  assetFile: 'delete download read',
  auth: 'changePassword',
  authDevice: 'delete',
  backup: 'delete download list upload',
  clusterGroup: 'leave read',
  clusterGroupRequest: 'create delete read',
  duplicate: 'delete read',
  face: 'create delete read update',
  folder: 'read',
  job: 'create read',
  library: 'create delete read statistics update',
  map: 'read search',
  memory: 'create delete read statistics update',
  memoryAsset: 'create delete',
  notification: 'create delete read update',
  partner: 'create delete read update',
  person: 'create delete merge read reassign statistics update',
  pinCode: 'create delete update',
  plugin: 'create delete read update',
  queue: 'read update',
  queueJob: 'create delete read update',
  server: 'about apkLinks statistics storage versionCheck',
  serverLicense: 'delete read update',
  session: 'create delete lock read update',
  sharedLink: 'create delete read update',
  stack: 'create delete read update',
  sync: 'stream',
  syncCheckpoint: 'delete read update',
  systemConfig: 'read update',
  systemMetadata: 'read update',
  tag: 'asset create delete read update',
  timeline: 'download read',
  user: 'read update',
  userConfig: 'read',
  userLicense: 'create delete read update',
  userOnboarding: 'delete read update',
  userPreference: 'read update',
  userProfileImage: 'create delete read update',
  workflow: 'create delete logs read update',
};

/**
 * Every name that a permission of an API key may have: those that this server checks, and those that Immich's SDKs
 * know (2.7 and 3.2), whose clients make keys for more than this server does. Any other is a slip of the pen, and a key with
 * it would fail far from where it was made.
 */
export const PERMISSION_NAMES: ReadonlySet<string> = new Set([
  'all',
  'maintenance',
  ...Object.entries(ACTIONS_BY_SUBJECT).flatMap(([subject, actions]) =>
    actions.split(' ').map((action) => `${subject}.${action}`),
  ),
]);
