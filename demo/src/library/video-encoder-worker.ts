import { parentPort, workerData } from 'node:worker_threads';
import encoders from 'h264-mp4-encoder';

// A thread of its own, because the encoder (WebAssembly inside its package, no network) blocks while it works, registers
// process-wide handlers of uncaught errors when it is loaded, and keeps its memory until its thread ends.

const { width, height, framesPerSecond } = workerData as {
  width: number;
  height: number;
  framesPerSecond: number;
};

const encoder = await encoders.createH264MP4Encoder();
encoder.width = width;
encoder.height = height;
encoder.frameRate = framesPerSecond;
encoder.quantizationParameter = 27;
encoder.speed = 9;
encoder.groupOfPictures = framesPerSecond;
encoder.initialize();

parentPort?.on('message', (frame: Uint8Array | 'end') => {
  if (frame !== 'end') {
    encoder.addFrameRgba(frame);
    return;
  }
  encoder.finalize();
  const film = encoder.FS.readFile(encoder.outputFilename);
  encoder.FS.unlink(encoder.outputFilename);
  encoder.delete();
  parentPort?.postMessage(film);
  parentPort?.close();
});
