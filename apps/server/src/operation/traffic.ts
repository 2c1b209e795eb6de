import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Bytes that went over a server's connections since it started, everything of HTTP included. */
export interface Traffic {
  readonly receivedBytes: number;
  readonly sentBytes: number;
}

/** Counts a server's bytes: sockets know theirs, so nothing is done while bytes flow. */
export function countTraffic(server: Server): () => Traffic {
  const open = new Set<Socket>();
  let receivedBytes = 0;
  let sentBytes = 0;
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      receivedBytes += socket.bytesRead;
      sentBytes += socket.bytesWritten;
    });
  });
  return () => {
    const traffic = { receivedBytes, sentBytes };
    for (const socket of open) {
      traffic.receivedBytes += socket.bytesRead;
      traffic.sentBytes += socket.bytesWritten;
    }
    return traffic;
  };
}
