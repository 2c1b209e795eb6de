import { enter, serverOf, type RunContext } from '../run-context.ts';

/** Does what the run was made for: verifying, or freeing space (V1, V2). */
export async function prove(run: RunContext): Promise<void> {
  enter(run, { kind: 'verifying', progress: undefined });
  await run.proving?.(run.connection, serverOf(run), run.signal);
}
