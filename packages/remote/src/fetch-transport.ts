import { throwIfCancelled } from '@keepsake/engine';
import { FetchExchange } from './fetch-exchange.ts';
import type { FetchPlatform } from './fetch-platform.ts';
import type { HttpTransport } from './http-transport.ts';

/**
 * Sends requests by the platform's own fetch. A stall is noticed within a sixth more than its timeout; bytes count as
 * handed to the network when fetch asks for the next ones.
 */
export function createFetchTransport(platform: FetchPlatform): HttpTransport {
  return {
    send: async (request, signal) => {
      throwIfCancelled(signal);
      const exchange = new FetchExchange(platform, request, signal);
      return exchange.send();
    },
  };
}
