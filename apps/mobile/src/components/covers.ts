/** Whether a folder is another one or lies in it; both kinds of slashes are known. */
export function covers(folder: string, path: string): boolean {
  const plain = (text: string): string => text.replaceAll('\\', '/').replace(/\/+$/, '');
  return plain(path) === plain(folder) || plain(path).startsWith(`${plain(folder)}/`);
}

/** The chosen folders with one more: those that lie in it are in it from now on. */
export function withFolder(chosen: readonly string[], path: string): readonly string[] {
  if (chosen.some((each) => covers(each, path))) return chosen;
  return [...chosen.filter((each) => !covers(path, each)), path];
}
