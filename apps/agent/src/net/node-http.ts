/**
 * Node's own HTTP. An `import` of it would read each of its names, one of which loads a second client (undici): an eighth
 * of what a short command takes to start.
 */
export const http = process.getBuiltinModule('node:http');
