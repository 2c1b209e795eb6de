import type { Clock } from '@keepsake/engine';
import type { DrawFrame } from './frames-in-turn.ts';

/** The part of an answer to `fetch` that is read here; the browser's and Node's fit it. */
export interface AgentAnswer {
  readonly status: number;
  readonly body: {
    getReader(): {
      read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
      cancel(): Promise<void>;
    };
  } | null;
  text(): Promise<string>;
}

interface AgentRequest {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** What the way to the agent is made of. */
export interface AgentPlatform {
  /** Where the agent is; empty: where this page came from. */
  readonly origin: string;
  /** With the cookies of the agent's origin, as a browser does by itself. */
  readonly fetch: (url: string, request: AgentRequest) => Promise<AgentAnswer>;
  readonly clock: Clock;
  /** Draws a frame of a video, and forgets a picture that it drew. */
  readonly drawFrame: DrawFrame;
  readonly forgetFrame: (uri: string) => void;
  /**
   * Whether anybody sees this page. One that is hidden lets go of its connection after a while, and one that was left, but
   * is kept for the way back, at once: a browser has six for all pages of an agent.
   */
  readonly visibility: {
    current(): Visibility;
    /** Also called when somebody turns to a page that was seen already. */
    subscribe(onChange: () => void): () => void;
  };
}

export type Visibility = 'seen' | 'hidden' | 'left';
