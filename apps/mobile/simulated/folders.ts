import type { FolderListing } from '../src/controller/device.ts';

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
    return { path: '/', parentPath: undefined, folders, photoCount: 0 };
  }
  const isTop = path === '/disks/ada' || path === '/media/ada/Archive';
  return {
    path,
    parentPath: isTop ? undefined : path.slice(0, path.lastIndexOf('/')),
    folders: (FOLDERS[path] ?? []).map((name) => ({ path: `${path}/${name}`, name })),
    photoCount: path.length * 3,
  };
}
