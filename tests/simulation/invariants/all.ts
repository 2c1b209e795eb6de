import type { CreateInvariant } from '../invariant.ts';
import { albumTimes } from './album-times.ts';
import { albumsAreSynced } from './albums-are-synced.ts';
import { allowedNetworksOnly } from './allowed-networks-only.ts';
import { backedUpIsKept } from './backed-up-is-kept.ts';
import { bytesAreNotWasted } from './bytes-are-not-wasted.ts';
import { completedIsWrittenDown } from './completed-is-written-down.ts';
import { countsAddUp } from './counts-add-up.ts';
import { everyCandidateOnce } from './every-candidate-once.ts';
import { excludedIsNotSent } from './excluded-is-not-sent.ts';
import { failuresStayFailed } from './failures-stay-failed.ts';
import { fewAtOnce } from './few-at-once.ts';
import { freedIsSafe } from './freed-is-safe.ts';
import { newestFirst } from './newest-first.ts';
import { noRunWaitsForWhatItHas } from './no-run-waits-for-what-it-has.ts';
import { notificationsAreTrue } from './notifications-are-true.ts';
import { oneAnswerToWhy } from './one-answer-to-why.ts';
import { oneRunAtATime } from './one-run-at-a-time.ts';
import { putBackIsSentAgain } from './put-back-is-sent-again.ts';
import { rebuiltWithoutSending } from './rebuilt-without-sending.ts';
import { restoredExactly } from './restored-exactly.ts';
import { runsEndWell } from './runs-end-well.ts';
import { shownProgress } from './shown-progress.ts';
import { temporarySpace } from './temporary-space.ts';

/** Everything that must hold. */
export const INVARIANTS: readonly CreateInvariant[] = [
  runsEndWell,
  oneRunAtATime,
  backedUpIsKept,
  countsAddUp,
  excludedIsNotSent,
  allowedNetworksOnly,
  failuresStayFailed,
  albumTimes,
  bytesAreNotWasted,
  temporarySpace,
  freedIsSafe,
  everyCandidateOnce,
  oneAnswerToWhy,
  rebuiltWithoutSending,
  putBackIsSentAgain,
  albumsAreSynced,
  noRunWaitsForWhatItHas,
  completedIsWrittenDown,
  notificationsAreTrue,
  shownProgress,
  fewAtOnce,
  newestFirst,
  restoredExactly,
];
