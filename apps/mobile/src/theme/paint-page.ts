/** A phone's system draws nothing of a page around the app. */
export function paintPage(_ground: string, _isDark: boolean): void {}
