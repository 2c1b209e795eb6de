import { route } from '../../http/route.ts';

export const validateToken = route('validateToken', () => ({ authStatus: true }));
