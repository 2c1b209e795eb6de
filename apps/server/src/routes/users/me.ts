import { userAnswer } from '../user-answer.ts';
import { route } from '../../http/route.ts';

export const me = route('me', ({ context, caller }) => userAnswer(caller.user, context.now()));
