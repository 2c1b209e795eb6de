import { localEvent, type LocalEvent } from '@keepsake/protocol/local';
import type { AgentAnswer } from './agent-platform.ts';

/** No event is longer; what is, comes from no agent. */
const MAX_EVENT = 4 * 1024 * 1024;

/**
 * Reads a stream of server-sent events to its end. `EventSource` would do it, but tells neither why it failed nor of
 * heartbeats. An event of a kind that is not known comes from a newer agent, and is passed over.
 */
export async function readEvents(
  { body }: AgentAnswer,
  onEvent: (event: LocalEvent) => void,
  onSign: () => void,
): Promise<void> {
  if (body === null) return;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onSign();
      rest += decoder.decode(value, { stream: true });
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      if (rest.length > MAX_EVENT) return;
      for (const block of blocks) {
        if (!block.startsWith('data: ')) continue;
        const event = localEvent.safeParse(JSON.parse(block.slice('data: '.length)));
        if (event.success) onEvent(event.data);
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
