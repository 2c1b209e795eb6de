import { writeFileSync } from 'node:fs';
import { decodePicture, type DecodeAnswer, type DecodeRequest } from './decode-picture.ts';

/**
 * The process that decodes pictures: what a damaged or hostile file does to a decoder ends this process, and not the one
 * that backs up. Where memory runs out, the system is to take this one first.
 */
try {
  writeFileSync('/proc/self/oom_score_adj', '1000');
} catch {
  // Not on this system.
}

process.on('message', (request: DecodeRequest) => {
  const { job } = request;
  const answer = (jpeg: DecodeAnswer['jpeg']): unknown => process.send?.({ job, jpeg });
  decodePicture(request).then(answer, () => answer(undefined));
});
process.on('disconnect', () => process.exit());
