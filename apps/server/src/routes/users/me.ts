import { userAnswer } from '../../auth/user-answer.ts';
import { route } from '../../http/route.ts';

export const me = route('me', ({ caller }) => userAnswer(caller.user));
