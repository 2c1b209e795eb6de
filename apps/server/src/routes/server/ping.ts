import { route } from '../../http/route.ts';

export const ping = route('ping', () => ({ res: 'pong' as const }));
