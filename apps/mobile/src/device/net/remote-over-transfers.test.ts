import {
  BackupError,
  CancelSource,
  type Remote,
  type UploadPart,
  type UploadRequest,
} from '@keepsake/engine';
import {
  createFetchTransport,
  createRemote,
  createRemoteOriginals,
  discoverServer,
  type RemoteConfig,
} from '@keepsake/remote';
import { describeRemoteContract, FakeImmichServer, platformOfNode, VirtualClock } from '@keepsake/testkit';
import { FakeTransfers } from '../../../simulated/native/fake-transfers.ts';
import { createPhoneHttpTransport } from './phone-http-transport.ts';

const LIMITED_QUOTA_BYTES = 50_000;

async function bytesOf(part: UploadPart): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of part.read()) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (bytes.length !== part.sizeBytes) throw new BackupError('changed-while-reading', 'it has another size');
  return bytes;
}

/** A phone's files: whatever is to be sent lies at an address, and no byte of it comes here. */
function openFiles() {
  const files = new Map<string, Uint8Array>();
  const lying = (part: UploadPart): UploadPart => ({
    ...part,
    native: {
      // As a part of the phone's library does: it looks at the size, and stops when it is told to.
      locate: (signal) =>
        new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          bytesOf(part).then((bytes) => {
            const uri = `file:///tmp/${files.size}`;
            files.set(uri, bytes);
            resolve(uri);
          }, reject);
        }),
    },
  });
  const onPhone = ({ original, motion, ...request }: UploadRequest): UploadRequest => ({
    ...request,
    original: lying(original),
    motion: motion && lying(motion),
  });
  const withFiles = (remote: Remote): Remote =>
    Object.assign(Object.create(remote) as Remote, {
      upload: (request, observer, signal) => remote.upload(onPhone(request), observer, signal),
    } satisfies Partial<Remote>);
  return { files, withFiles };
}

describeRemoteContract(
  'createRemote over the transfers of a phone against Immich',
  async () => {
    const server = await FakeImmichServer.open([2, 7, 5]);
    const ada = server.addPerson('ada', undefined);
    server.addPerson('ben', LIMITED_QUOTA_BYTES);
    const { files, withFiles } = openFiles();
    const plain = createFetchTransport(platformOfNode(5_000));
    const transfers = new FakeTransfers(
      (uri) => files.get(uri)!,
      () => 1,
    );
    const native = transfers.open();
    const phone = createPhoneHttpTransport({
      native,
      plain,
      clock: new VirtualClock(1_000),
      isPutOff: () => false,
      lifetimeOf: () => 'now',
      staysAwake: () => true,
      makeRoom: async () => false,
    });
    const found = await discoverServer(plain, server.url, new CancelSource());
    if (found.kind !== 'immich') throw new Error(`found ${found.kind}`);
    const configOf = (token: string): RemoteConfig => ({
      transport: phone.of(token),
      serverUrl: found.url,
      credential: { kind: 'session', token },
    });
    return {
      remote: withFiles(createRemote(configOf('ada'))),
      limited: withFiles(createRemote(configOf('ben'))),
      limitedQuotaBytes: LIMITED_QUOTA_BYTES,
      signedOut: withFiles(createRemote(configOf('nobody'))),
      originals: createRemoteOriginals(configOf('ada')),
      signedOutOriginals: createRemoteOriginals(configOf('nobody')),
      async readAlbum(name) {
        const album = [...server.albums.values()].find(
          ({ userId, albumName }) => userId === ada.userId && albumName === name,
        );
        return album && [...album.assetIds];
      },
      trash: async (id) => void server.photos.trash(id),
      remove: async (id) => void server.photos.remove(id),
      rot: () => Promise.reject(new Error('it never reads its bytes again')),
      async close() {
        native.close();
        await server.close();
      },
    };
  },
  {
    resumable: false,
    deepVerify: false,
    tellsChecksums: false,
    tellsMotionParts: false,
    namesDuplicates: false,
    deviceNames: true,
  },
);
