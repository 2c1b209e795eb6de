import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import type { Original } from './original.ts';

const EMAIL = 'trial@example.org';
const PASSWORD = 'correct horse battery';
const BOUNDARY = 'keepsake-trial-boundary';
const CAPTURED_AT = '2024-05-06T07:08:09.000Z';

/** How the server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface UploadOptions {
  /** Hangs up when this many bytes of the file were sent. */
  readonly cutAfterBytes?: number;
  readonly deviceAssetId?: string;
  /** In hex; sent in x-immich-checksum. */
  readonly checksum?: string | undefined;
  /** A Live Photo's motion part. */
  readonly motion?: Original | undefined;
  readonly sidecar?: Original | undefined;
}

/** A person on a server under trial, signed in. */
export class Account {
  readonly #url: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  readonly token: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.token = token;
  }

  /** Makes the first account, the administrator's, where there is none yet, and signs in. */
  static async signIn(url: string): Promise<Account> {
    const nobody = new Account(url, '');
    await nobody.json('POST', '/auth/admin-sign-up', { email: EMAIL, password: PASSWORD, name: 'Trial' });
    nobody.close();
    return Account.signInAs(url, EMAIL, PASSWORD);
  }

  /** @param headers as a trusted proxy might add them */
  static async signInAs(
    url: string,
    email: string,
    password: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Account> {
    const nobody = new Account(url, '');
    const { status, body } = await nobody.json('POST', '/auth/login', { email, password }, headers);
    nobody.close();
    if (status !== 201) throw new Error(`a login was answered ${status}`);
    return new Account(url, String(body['accessToken']));
  }

  /** The same account on the same server after it was started again, maybe on another port. */
  at(url: string): Account {
    return new Account(url, this.token);
  }

  async json(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const told = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) };
    return this.send(method, path, text === '' ? headers : { ...told, ...headers }, [Buffer.from(text)]);
  }

  /** Uploads by multipart; rejects when the connection breaks, and with {@link HungUp} where it was told to hang up. */
  async upload(
    original: Original,
    {
      cutAfterBytes = Infinity,
      deviceAssetId = original.fileName,
      checksum,
      motion,
      sidecar,
    }: UploadOptions = {},
  ): Promise<Answer> {
    const fields = {
      deviceAssetId,
      deviceId: 'trial',
      fileCreatedAt: CAPTURED_AT,
      fileModifiedAt: CAPTURED_AT,
    };
    const head = Object.entries(fields)
      .map(
        ([name, value]) =>
          `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      )
      .join('')
      .concat(headOfFile('assetData', original));
    const others = [
      ...(motion === undefined ? [] : [{ head: `\r\n${headOfFile('livePhotoData', motion)}`, file: motion }]),
      ...(sidecar === undefined
        ? []
        : [{ head: `\r\n${headOfFile('sidecarData', sidecar)}`, file: sidecar }]),
    ];
    const tail = `\r\n--${BOUNDARY}--\r\n`;
    const pieces = function* (): Generator<Uint8Array> {
      yield Buffer.from(head);
      let sentBytes = 0;
      for (const piece of original.read()) {
        if (sentBytes + piece.length > cutAfterBytes) {
          yield piece.subarray(0, cutAfterBytes - sentBytes);
          throw new HungUp();
        }
        sentBytes += piece.length;
        yield piece;
      }
      if (cutAfterBytes !== Infinity) throw new HungUp();
      for (const { head, file } of others) {
        yield Buffer.from(head);
        yield* file.read();
      }
      yield Buffer.from(tail);
    };
    const headers = {
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'content-length': String(
        [{ head, file: original }, ...others].reduce(
          (sum, { head: itsHead, file }) => sum + itsHead.length + file.sizeBytes,
          tail.length,
        ),
      ),
      ...(checksum === undefined ? {} : { 'x-immich-checksum': checksum }),
    };
    return this.send('POST', '/assets', headers, pieces());
  }

  /** Lets the connections go that are kept for later. */
  close(): void {
    this.#agent.destroy();
  }

  /** Sends any request; its body ends early when the answer comes early. */
  async send(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    pieces: Iterable<Uint8Array>,
  ): Promise<Answer> {
    const login = this.token === '' ? {} : { authorization: `Bearer ${this.token}` };
    const sending = request(`${this.#url}/api${path}`, {
      method,
      agent: this.#agent,
      headers: { ...login, ...headers },
    });
    const answered = new Promise<Answer>((resolve, reject) => {
      sending.once('error', reject);
      sending.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString();
          const body = text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : {};
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
        });
      });
    });
    answered.catch(() => undefined);
    let isAnswered = false;
    const over = answered.then(
      () => (isAnswered = true),
      () => (isAnswered = true),
    );
    try {
      for (const piece of pieces) {
        // An answer before the end of the body ends the sending.
        if (isAnswered) break;
        if (!sending.write(piece)) await Promise.race([once(sending, 'drain').catch(() => undefined), over]);
      }
    } catch (error) {
      sending.destroy();
      throw error;
    }
    sending.end();
    return answered;
  }
}

function headOfFile(name: string, { fileName }: Original): string {
  return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
}

/** The trial itself cut the connection. */
export class HungUp extends Error {}
