/** How a person starts this program here: whoever copies a hint into the same window must reach the same notes. */
let program = 'keepsake';

/** Has every hint name the program like this; to be called once, by the process, before anything is said. */
export function nameProgram(name: string): void {
  program = name;
}

/** A command as it is typed here: `keepsake retry`. */
export function typed(words: string): string {
  return `${program} ${words}`;
}
