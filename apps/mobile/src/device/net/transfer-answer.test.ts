import { expect, it } from 'vitest';
import { answerOf } from './transfer-answer.ts';

it('[E1] says of a transfer for whose body the phone has no room that the phone is full, which costs the photo no attempt', () => {
  const end = {
    kind: 'failed',
    atMs: 1,
    step: 0,
    code: 'no-space',
    message: 'No space left on device',
  } as const;
  expect(() => answerOf(end)).toThrow(
    expect.objectContaining({ code: 'device-full', disposition: 'put-off' }),
  );
});
