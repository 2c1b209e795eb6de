import * as z from 'zod';

export const wellKnownAnswer = z.object({ api: z.object({ endpoint: z.string() }) });

export const pingAnswer = z.object({ res: z.literal('pong') });

export const versionAnswer = z.object({
  major: z.number().int(),
  minor: z.number().int(),
  patch: z.number().int(),
});

/** What a Keepsake server can do beyond Immich; its presence is how a client knows Keepsake. */
const keepsakeFeatures = z.object({
  version: z.string(),
  /** POST /albums/{albumName}/assets. */
  albumsByName: z.boolean(),
  /** /assets/exist also answers which asset and checksum stand behind each id. */
  existDetails: z.boolean(),
  /** draft-ietf-httpbis-resumable-upload under /uploads. */
  resumableUpload: z.boolean(),
  /** POST /assets/verify. */
  verify: z.boolean().optional(),
});

export const featuresAnswer = z.looseObject({ keepsake: keepsakeFeatures.optional() });

export const configAnswer = z.object({
  loginPageMessage: z.string(),
  trashDays: z.number().int(),
  userDeleteDelay: z.number().int(),
  oauthButtonText: z.string(),
  isInitialized: z.boolean(),
  isOnboarded: z.boolean(),
  externalDomain: z.string(),
  publicUsers: z.boolean(),
  mapDarkStyleUrl: z.string(),
  mapLightStyleUrl: z.string(),
  maintenanceMode: z.boolean(),
});

export const aboutAnswer = z.object({
  version: z.string(),
  versionUrl: z.string(),
  licensed: z.boolean(),
  nodejs: z.string(),
});

export const mediaTypesAnswer = z.object({
  image: z.array(z.string()),
  video: z.array(z.string()),
  sidecar: z.array(z.string()),
});

export const storageAnswer = z.object({
  diskSize: z.string(),
  diskUse: z.string(),
  diskAvailable: z.string(),
  diskSizeRaw: z.number(),
  diskUseRaw: z.number(),
  diskAvailableRaw: z.number(),
  diskUsagePercentage: z.number(),
});
