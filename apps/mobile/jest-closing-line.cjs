/** Ends a run as the house's other suites end: `FAILED  <file> > <test>: <why>` for each that failed, then `N passed, N failed`. */
const { relative } = require('node:path');
const { stripVTControlCharacters } = require('node:util');

const WHY_CHARACTERS = 400;

function whyOf(message) {
  const said = stripVTControlCharacters(message ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  return said === '' ? '' : `: ${said.slice(0, WHY_CHARACTERS)}`;
}

function failedTests({ testResults }) {
  const names = testResults.flatMap((file) => {
    const failed = file.testResults.filter(({ status }) => status === 'failed');
    const inFile = failed.map(
      ({ fullName, failureMessages }) => ` > ${fullName}${whyOf(failureMessages?.[0])}`,
    );
    const all = file.testExecError && inFile.length === 0 ? [whyOf(file.testExecError.message)] : inFile;
    return all.map((name) => relative(process.cwd(), file.testFilePath) + name);
  });
  return names.map((name) => `FAILED  ${name}\n`).join('');
}

module.exports = class ClosingLine {
  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, wasInterrupted } =
      results;
    let failed = numFailedTests + numRuntimeErrorTestSuites + numPendingTests;
    // What was broken off or tested nothing is no success.
    if (wasInterrupted || numPassedTests + failed === 0) failed += 1;
    if (failed > 0) process.exitCode = 1;
    this.line = `${failedTests(results)}\n${numPassedTests} passed, ${failed} failed\n`;
    process.once('exit', () => process.stdout.write(this.line));
  }

  getLastError() {
    return undefined;
  }
};
