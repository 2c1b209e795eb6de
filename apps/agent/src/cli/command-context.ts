import type { Config } from '../config.ts';
import type { Profile } from '../profile/profile.ts';
import type { Output } from './output.ts';

/** What every command may use. */
export interface CommandContext {
  readonly config: Config;
  readonly profile: Profile;
  readonly output: Output;
  /** The words that start this program. */
  readonly program: readonly string[];
  readonly input: NodeJS.ReadStream;
  /** Where questions are written, so that they do not mix with the result. */
  readonly prompts: NodeJS.WriteStream;
  /** What the person's own files are made without, as `umask` has it; those of Keepsake are made for its owner alone. */
  readonly usualUmask: number;
  /** Calls back at Ctrl-C, until the returned function is called. */
  onInterrupt(callback: () => void): () => void;
}
