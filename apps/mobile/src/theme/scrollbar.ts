import type { ViewStyle } from 'react-native';

/** What a bar takes of the width of what scrolls. A phone's lies over it. */
export const scrollbarWidth = (): number => 0;

/** What scrolls keeps the room of its bar, so that nothing moves when that comes or goes. */
export const STEADY: ViewStyle = {};
