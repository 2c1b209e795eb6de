import { runPrograms } from './run-program.ts';

/**
 * Shows a sentence on the desktop of a Linux system, where it has the program for that; of a service nobody reads the lines.
 * Never fails. What a desktop would take for markup is shown as it is.
 */
export function showOnDesktop(sentence: string): void {
  const body = sentence.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  void runPrograms([['notify-send', '--app-name=Keepsake', '--', 'Keepsake', body]]);
}
