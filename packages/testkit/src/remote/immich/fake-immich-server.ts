import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakePhotoServer, type FakeAccount } from '../fake-photo-server.ts';
import type { FakeAlbum, ImmichCall, ImmichRoute, ImmichRoutes, ImmichState } from './immich-call.ts';
import { immichAlbumRoutes } from './immich-albums.ts';
import { immichAssetRoutes } from './immich-assets.ts';
import { immichServerRoutes } from './immich-about.ts';
import { immichPasswordRoutes } from './immich-password.ts';
import { HttpRefusal } from './http-refusal.ts';
import { receiveImmichUpload } from './receive-immich-upload.ts';

const PUBLIC = /^GET \/server\/(ping|version|features)$/;

/**
 * A server on this machine that answers as Immich of a version does, from facts about its API: as strict as Immich with
 * fields that it demands or does not know, as silent about checksums and motion parts, and with its ways with duplicates,
 * which it leaves in the trash.
 */
export class FakeImmichServer implements ImmichState {
  readonly photos = new FakePhotoServer();
  readonly albums = new Map<string, FakeAlbum>();
  readonly passwords = new Map<string, string>();
  readonly version: readonly [major: number, minor: number, patch: number];
  /** Whatever stands before it answers for it. */
  isAway = false;
  readonly #userIdsByToken = new Map<string, string>();
  readonly #server: Server;
  readonly #routes: ImmichRoutes;

  private constructor(version: FakeImmichServer['version']) {
    this.version = version;
    this.#routes = {
      ...immichServerRoutes,
      ...immichPasswordRoutes,
      ...immichAssetRoutes(version[0] < 3),
      ...immichAlbumRoutes,
    };
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        refuse(response, error);
      });
    });
  }

  /** Opens one of this version, on a port of its own. To be closed. */
  static async open(version: FakeImmichServer['version']): Promise<FakeImmichServer> {
    const opened = new FakeImmichServer(version);
    await new Promise<void>((resolve) => opened.#server.listen(0, '127.0.0.1', resolve));
    return opened;
  }

  /** Its address, without `/api`. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Whether it knows the names that devices give, and wants them. */
  get hasDeviceIds(): boolean {
    return this.version[0] < 3;
  }

  /** Lets a person in by this token. */
  addPerson(token: string, quotaBytes: number | undefined): FakeAccount {
    const account = this.photos.account(this.photos.nextId());
    account.quotaBytes = quotaBytes;
    this.#userIdsByToken.set(token, account.userId);
    return account;
  }

  /** Lets whoever came in by this token in by the next one, and by this one no more. */
  replaceToken(token: string, next: string): void {
    const userId = this.#userIdsByToken.get(token);
    if (userId === undefined) throw new Error(`nobody comes in by ${token}`);
    this.#userIdsByToken.delete(token);
    this.#userIdsByToken.set(next, userId);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.isAway) throw new HttpRefusal(502, 'Bad Gateway');
    const path = (request.url ?? '').replace(/^\/api/, '').replace(/\?.*$/, '');
    const id = /[0-9a-f-]{36}/.exec(path)?.[0] ?? '';
    const name = `${request.method ?? ''} ${id === '' ? path : path.replace(id, ':id')}`;
    const account = this.#accountOf(request);
    if (account === undefined && !PUBLIC.test(name)) throw new HttpRefusal(401, 'Authentication required');
    const call = { server: this, account: account ?? this.photos.account('nobody'), request, response, id };
    if (name === 'POST /assets') return sendJson(response, await receiveImmichUpload(call));
    const route = this.#routes[name];
    if (route === undefined) throw new HttpRefusal(404, `Cannot ${name}`);
    sendJson(response, route({ ...call, body: await readJson(request) }));
  }

  #accountOf(request: IncomingMessage): FakeAccount | undefined {
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? request.headers['x-api-key'];
    const userId = this.#userIdsByToken.get(String(token));
    return userId === undefined ? undefined : this.photos.account(userId);
  }
}

async function readJson(request: IncomingMessage): Promise<ImmichCall['body']> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? {} : (JSON.parse(text) as ImmichCall['body']);
}

function sendJson(response: ServerResponse, answer: ReturnType<ImmichRoute>): void {
  if (answer === undefined) return;
  response.writeHead(answer[0], { 'content-type': 'application/json; charset=utf-8' });
  response.end(answer[1] === undefined ? undefined : JSON.stringify(answer[1]));
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.destroyed || response.headersSent) return;
  const { status, message } = error instanceof HttpRefusal ? error : new HttpRefusal(500, String(error));
  sendJson(response, [status, { message, error: 'Refused', statusCode: status, correlationId: 'x' }]);
}
