import { describeClockContract, describeRandomContract } from '@keepsake/testkit';
import { phoneClock } from './phone-clock.ts';
import { phoneRandom } from './phone-random.ts';

describeClockContract('the clock of a phone', () => ({
  clock: phoneClock,
  pass: (durationMs) => new Promise((resolve) => void setTimeout(resolve, durationMs)),
}));

describeRandomContract('the chance of a phone', () => phoneRandom);
