import { KEEPING_BUGS } from './keeping-bugs.ts';
import type { Mutation } from './mutation.ts';
import { RUNNING_BUGS } from './running-bugs.ts';

/** Bugs as they are made, each of which the simulation must notice. */
export const MUTATIONS: readonly Mutation[] = [...KEEPING_BUGS, ...RUNNING_BUGS];
