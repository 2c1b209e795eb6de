/** A line of a file. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** One finding of a gate: where, and what is wrong in one sentence. */
export interface Problem extends Place {
  readonly text: string;
}

/** A finding at a place. */
export function problem({ file, line }: Place, text: string): Problem {
  return { file, line, text };
}

/** Prints the findings, one a line, in the form that editors make clickable; the process then exits with 1 if there are any. */
export function report(problems: readonly Problem[]): void {
  for (const { file, line, text } of problems) console.log(`${file}:${line}  ${text}`);
  if (problems.length > 0) process.exitCode = 1;
}
