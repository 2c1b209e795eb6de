import { LOGIN_LIMITS, problemOfNewPassword, type NewPasswordProblem } from '@keepsake/protocol/login-limits';
import type { Questions } from '../session/ask.ts';

const { leastPassword } = LOGIN_LIMITS;

/** Asks for a new password until it is one; twice, because nobody sees what is typed. `present`: the one that it takes the place of. */
export async function askNewPassword(
  questions: Questions,
  say: (sentence: string) => void,
  { what = 'Password', present = '' }: { readonly what?: string; readonly present?: string } = {},
): Promise<string> {
  for (;;) {
    const password = await questions.askSecret(`${what}, at least ${leastPassword} characters: `);
    const problem = problemOfNewPassword(present, password);
    if (problem !== undefined) say(wordsOfProblem(problem));
    else if ((await questions.askSecret('The same password again: ')) === password) return password;
    else say('The two are not the same. Once more, please.');
  }
}

/** What is wrong with a new password, as a sentence. */
export function wordsOfProblem(problem: NewPasswordProblem): string {
  switch (problem.kind) {
    case 'blank':
    case 'too-short':
      return `That is shorter than ${leastPassword} characters.`;
    case 'too-long':
      return 'That password is too long.';
    case 'same':
      return 'That is the password that you have already.';
  }
}
