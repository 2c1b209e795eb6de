import type { ServerResponse } from 'node:http';
import { HEARTBEAT_MS, type LocalEvent } from '@keepsake/protocol/local';
import type { AgentHost } from '../host/agent-host.ts';
import type { RunBook } from '../host/run-book.ts';

/** A reader that is so far behind is gone or asleep; it comes back and is told everything anew. */
const MAX_WAITING_BYTES = 1024 * 1024;

export interface EventStreamDeps {
  readonly host: AgentHost;
  readonly runs: RunBook;
  readonly device: Extract<LocalEvent, { kind: 'hello' }>['device'];
}

/**
 * A browser has six connections for all pages of an agent, and each page needs one now and then for what it asks. More
 * pages than this take turns.
 */
const MOST_STREAMS = 3;

/** What tells pages of everything as it is, and then of what changes, until they go away. */
export class EventStreams {
  readonly #deps: EventStreamDeps;
  /** How each that is open is ended, the oldest first. */
  readonly #open = new Set<() => void>();

  constructor(deps: EventStreamDeps) {
    this.#deps = deps;
  }

  /** Answers with a stream. Where there are enough, the one that was opened first makes way for it. */
  open(response: ServerResponse): void {
    const [oldest] = this.#open;
    if (this.#open.size >= MOST_STREAMS) oldest?.();
    const makeWay = streamEvents(response, this.#deps, () => this.#open.delete(makeWay));
    this.#open.add(makeWay);
  }
}

/** Begins a stream; returns what ends it in favour of another. */
function streamEvents(
  response: ServerResponse,
  { host, runs, device }: EventStreamDeps,
  onEnd: () => void,
): () => void {
  const { controller, account, access, conditions, changes } = host;
  let lastSnapshot = '';
  const write = (text: string): void => {
    if (response.writableLength > MAX_WAITING_BYTES) response.destroy();
    else response.write(text);
  };
  const send = (event: LocalEvent): void => write(`data: ${JSON.stringify(event)}\n\n`);

  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  send({
    kind: 'hello',
    device,
    snapshot: controller.snapshot(),
    conditions: conditions.current(),
    account: account.state.current(),
    access: access.current(),
  });
  const heart = setInterval(() => write(': here\n\n'), HEARTBEAT_MS);
  const ends = [
    controller.subscribe((snapshot) => {
      // Statistics are read every few seconds, and mostly nothing has changed.
      const text = JSON.stringify(snapshot);
      if (text === lastSnapshot) return;
      lastSnapshot = text;
      send({ kind: 'snapshot', snapshot });
    }),
    conditions.subscribe((state) => send({ kind: 'conditions', conditions: state })),
    account.state.subscribe((state) => send({ kind: 'account', account: state })),
    access.subscribe((state) => send({ kind: 'access', access: state })),
    changes.subscribe(() => send({ kind: 'changed' })),
    runs.subscribe((run) => send({ kind: 'run-over', run })),
    host.look(),
    () => clearInterval(heart),
  ];
  const end = (): void => {
    for (const endOne of ends.splice(0)) endOne();
    onEnd();
  };
  response.once('close', end);
  return () => {
    end();
    send({ kind: 'make-way' });
    response.end();
  };
}
