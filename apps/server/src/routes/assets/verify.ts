import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';
import { verifyAssets as verify } from '../../proof/verify-assets.ts';

export const verifyAssets = route('verifyAssets', async ({ context, caller, body, request, reply }) => {
  const left = new AbortController();
  reply.raw.once('close', () => left.abort());
  const { socket } = request.raw;
  // Nothing moves on the connection while a long video is read.
  if (body.deep) socket.setTimeout(0);
  // And nobody else's list has to wait for it.
  if (body.deep) request.bodyTurn?.letOthersIn();
  try {
    return await verify({ ...context, log: request.log }, caller.user.id, body, left.signal);
  } catch (error) {
    throw left.signal.aborted
      ? new ServerError('truncated-body', 'who asked has left', { cause: error })
      : error;
  } finally {
    socket.setTimeout(context.config.idleTimeoutMs);
  }
});
