import { problem, type Problem } from './problem.ts';

/** A rule's id and where it stands. */
export interface Rule {
  readonly id: string;
  readonly file: string;
  readonly line: number;
}

/**
 * Reads the rules of a SPEC.md: every list item that starts with a bold id in brackets, `- **[A1]** …`.
 * An item that looks like a rule and is not one is a problem, so that a slip of the pen cannot drop a rule.
 */
export function readSpecRules(
  file: string,
  text: string,
): { rules: readonly Rule[]; problems: readonly Problem[] } {
  const rules = new Map<string, Rule>();
  const problems: Problem[] = [];
  text.split('\n').forEach((content, index) => {
    const at = { file, line: index + 1 };
    const id = /^- \*\*\[([A-Z]\d+)\]\*\* \S/.exec(content)?.[1];
    if (id !== undefined) {
      if (rules.has(id)) problems.push(problem(at, `${id} stands here twice`));
      rules.set(id, { id, ...at });
    } else if (/^\s*[-*+]\s*\**\[?[A-Z]\d+\b/.test(content)) {
      problems.push(problem(at, 'a rule is written "- **[A1]** What must hold."'));
    }
  });
  return { rules: [...rules.values()], problems };
}

/** Reads an open-rules.txt: one id a line, `#` starts a comment. */
export function readOpenRules(
  file: string,
  text: string,
): { rules: readonly Rule[]; problems: readonly Problem[] } {
  const rules = new Map<string, Rule>();
  const problems: Problem[] = [];
  text.split('\n').forEach((content, index) => {
    const at = { file, line: index + 1 };
    const id = content.replace(/#.*$/, '').trim();
    if (id === '') return;
    if (!/^[A-Z]\d+$/.test(id)) problems.push(problem(at, `"${id}" is no rule's id; one id a line`));
    else if (rules.has(id)) problems.push(problem(at, `${id} stands here twice`));
    else rules.set(id, { id, ...at });
  });
  return { rules: [...rules.values()], problems };
}
