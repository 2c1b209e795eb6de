import type { ViewStyle } from 'react-native';

let known: number | undefined;

/** What a bar takes of the width of what scrolls; 0 where it lies over it. */
export function scrollbarWidth(): number {
  known ??= measure();
  return known;
}

/** What scrolls keeps the room of its bar, so that nothing moves when that comes or goes. React Native's types know no such thing. */
export const STEADY = { scrollbarGutter: 'stable' } as ViewStyle;

function measure(): number {
  const probe = document.createElement('div');
  probe.style.cssText = 'position:absolute;visibility:hidden;width:100px;overflow-y:scroll';
  document.body.append(probe);
  const width = probe.offsetWidth - probe.clientWidth;
  probe.remove();
  return width;
}
