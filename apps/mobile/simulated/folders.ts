import type { FolderCount, FolderListing } from '../src/controller/device.ts';

/** What Ada's computer holds: each folder with its photos, and those in it. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  '/disks/ada': ['Desktop', 'Documents', 'Pictures'],
  '/disks/ada/Pictures': ['2024', '2025', 'Holidays in Brittany', 'Phone'],
  '/disks/ada/Pictures/Phone': [],
  '/media/ada/Archive': ['Slides', 'Wedding'],
};
const TOP = ['/disks/ada', '/disks/ada/Pictures', '/media/ada/Archive'];

/** The chooser's answer about a folder of Ada's computer. */
export function listSimulatedFolder(path: string | undefined): FolderListing {
  if (path === undefined) {
    const folders = TOP.map((each) => ({ path: each, name: each.split('/').at(-1) ?? each }));
    return { path: '/', parentPath: undefined, folders, picturesPath: '/disks/ada/Pictures' };
  }
  const isTop = path === '/disks/ada' || path === '/media/ada/Archive';
  return {
    path,
    parentPath: isTop ? undefined : path.slice(0, path.lastIndexOf('/')),
    folders: (FOLDERS[path] ?? []).map((name) => ({ path: `${path}/${name}`, name })),
  };
}

/** What lies in them: photos in those that are called so, and screenshots of the phone. */
export function countSimulatedPhotos(path: string): FolderCount {
  if (path.endsWith('/Documents') || path.endsWith('/Desktop'))
    return { photoCount: 0, sizeBytes: 0, isMore: false, screenshots: [] };
  if (path.startsWith('/media'))
    return { photoCount: 10_000, sizeBytes: 41e9, isMore: true, screenshots: [] };
  const hasPhone = path.endsWith('/ada') || path.endsWith('/Pictures') || path.endsWith('/Phone');
  // What lies in another has less.
  const photoCount = 600 - path.length * 13;
  return {
    photoCount,
    sizeBytes: photoCount * 2_600_000,
    isMore: false,
    screenshots: hasPhone ? [{ name: 'Screenshots', photoCount: 60, sizeBytes: 54_000_000 }] : [],
  };
}
