import * as z from 'zod';
import { count, listOf, localId } from './primitives.ts';

/** The machine whose photos are backed up. */
export const device = z.object({
  name: z.string().optional(),
  canFreeSpace: z.boolean(),
  /** Whether files here may have their content in a cloud alone, as iCloud leaves them. */
  hasCloudOriginals: z.boolean(),
});

export const conditions = z.object({
  network: z.enum(['none', 'unmetered', 'metered']),
  isRoaming: z.boolean(),
  isLowData: z.boolean(),
  isCharging: z.boolean(),
});

/** The folders of a computer that are backed up. */
export const libraryAccess = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('loading') }),
  z.object({
    kind: z.literal('folders'),
    folders: listOf(z.object({ path: z.string(), isThere: z.boolean() })),
    /** That this person backed up from here, too, and that are not looked at now; absent where there are none. */
    others: listOf(z.string()).optional(),
  }),
]);

export type LocalLibraryAccess = z.output<typeof libraryAccess>;

/** A folder as a chooser shows it. */
export const folderListing = z.object({
  path: z.string(),
  parentPath: z.string().optional(),
  folders: listOf(z.object({ path: z.string(), name: z.string() })),
  /** Of the top alone: the folder that the system means for pictures, where it is there. */
  picturesPath: z.string().optional(),
});

export type LocalFolderListing = z.output<typeof folderListing>;

/** What lies in a folder and in all within it, as far as it was counted. */
export const folderCount = z.object({
  photoCount: count,
  sizeBytes: count,
  /** There is more than was counted. */
  isMore: z.boolean(),
  /** What of it lies in folders within that are called as those of screenshots are, by their names. */
  screenshots: listOf(z.object({ name: z.string(), photoCount: count, sizeBytes: count })),
});

export type LocalFolderCount = z.output<typeof folderCount>;

/** Folders that a person chose; nobody backs up more. */
export const chosenFolders = z.array(localId).min(1).max(100).readonly();
