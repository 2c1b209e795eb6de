/** The words behind the program's name, without the option that stands before every command. */
export interface SplitWords {
  /** As it was typed behind `--home`; undefined: it is not there. */
  readonly homeFolder: string | undefined;
  readonly words: readonly string[];
}

/** Takes `--home FOLDER` off the words of a command line. Without its folder it is left there, for no command has that name. */
export function splitHome(words: readonly string[]): SplitWords {
  const [first = '', folder, ...rest] = words;
  if (first === '--home' && folder !== undefined && folder !== '') return { homeFolder: folder, words: rest };
  return { homeFolder: undefined, words };
}
