/** The first `sizeBytes` bytes of a sequence, cut at the end. Written out by hand: not every engine's compiler knows async generators. */
export function chunkOf(source: AsyncIterable<Uint8Array>, sizeBytes: number): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
      const iterator = source[Symbol.asyncIterator]();
      let left = sizeBytes;
      const end = async (): Promise<IteratorResult<Uint8Array>> => {
        await iterator.return?.();
        return { done: true, value: undefined };
      };
      return {
        async next(): Promise<IteratorResult<Uint8Array>> {
          if (left <= 0) return end();
          const step = await iterator.next();
          if (step.done === true) return step;
          const value = step.value.byteLength <= left ? step.value : step.value.subarray(0, left);
          left -= value.byteLength;
          return { done: false, value };
        },
        return: end,
      };
    },
  };
}
