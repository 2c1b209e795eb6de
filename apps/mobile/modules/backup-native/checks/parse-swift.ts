import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser, type Node } from 'web-tree-sitter';

/**
 * Prints a line for each place that is no Swift, of the files that are named; `-` reads a source from standard input. A program of
 * its own: the grammar is so large that V8 has to be told not to optimise it (`--liftoff-only`).
 */
await Parser.init();
const grammar = createRequire(import.meta.url).resolve(
  '@repomix/tree-sitter-wasms/out/tree-sitter-swift.wasm',
);
const parser = new Parser();
parser.setLanguage(await Language.load(grammar));
for (const file of process.argv.slice(2)) {
  const tree = parser.parse(readFileSync(file === '-' ? 0 : file, 'utf8'));
  if (tree !== null)
    for (const { line, what } of faultsOf(tree.rootNode)) console.log(`${file}:${line}: ${what}`);
}

interface Fault {
  readonly line: number;
  readonly what: string;
}

function faultsOf(node: Node): readonly Fault[] {
  if (node.isError || node.isMissing) {
    const what = node.isMissing ? `${node.type} is missing` : node.text.split('\n', 1).join('');
    return [{ line: node.startPosition.row + 1, what }];
  }
  return node.hasError ? node.children.flatMap((child) => (child === null ? [] : faultsOf(child))) : [];
}
