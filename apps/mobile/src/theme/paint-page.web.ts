/** Has a browser draw what is its own as the app is drawn: scrollbars, what is beyond the ends of the page, its own frame. */
export function paintPage(ground: string, isDark: boolean): void {
  const { style } = document.documentElement;
  style.colorScheme = isDark ? 'dark' : 'light';
  style.backgroundColor = ground;
  let frame = document.querySelector<HTMLMetaElement>('meta[name="theme-color"]');
  if (frame === null) {
    frame = document.createElement('meta');
    frame.name = 'theme-color';
    document.head.append(frame);
  }
  frame.content = ground;
}
