import { request, type IncomingHttpHeaders } from 'node:http';

/** A request, word for word. */
export interface Raw {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends exactly these headers, as no browser would let a page do. */
export function send(
  origin: string,
  { method = 'GET', path, headers = {}, body }: Raw,
): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, method, path, headers, setHost: headers['host'] === undefined },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          // The stream of events does not end by itself.
          if (answer.headers['content-type'] === 'text/event-stream') answer.destroy();
        });
        answer.on('close', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      },
    );
    sent.on('error', reject).end(body);
  });
}
