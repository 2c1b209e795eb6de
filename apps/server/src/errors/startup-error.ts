/** What the process's exit code says when the server does not start; `--help` lists them. */
export const EXIT_CODES = {
  usage: 2,
  'cannot-listen': 3,
  'data-folder': 4,
  'newer-data': 5,
  'data-in-use': 6,
} as const;

export type StartupProblem = keyof typeof EXIT_CODES;

/** Why the server cannot start: one sentence for a person that says what to do, and an exit code by kind. */
export class StartupError extends Error {
  readonly problem: StartupProblem;

  constructor(problem: StartupProblem, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.name = 'StartupError';
    this.problem = problem;
  }

  get exitCode(): number {
    return EXIT_CODES[this.problem];
  }
}
