#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Compiling is half of what a short command takes. What is kept lies beside the code, for whoever may write that.
enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/keepsake'));
const { runProgram } = await import('./program.ts');
process.exitCode = await runProgram(process.env, fileURLToPath(import.meta.url));
