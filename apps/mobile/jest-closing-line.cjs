/** Ends a run with the line that the house's other suites end with: `N passed, N failed`. */
module.exports = class ClosingLine {
  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, wasInterrupted } =
      results;
    let failed = numFailedTests + numRuntimeErrorTestSuites + numPendingTests;
    // What was broken off or tested nothing is no success.
    if (wasInterrupted || numPassedTests + failed === 0) failed += 1;
    if (failed > 0) process.exitCode = 1;
    this.line = `\n${numPassedTests} passed, ${failed} failed\n`;
    process.once('exit', () => process.stdout.write(this.line));
  }

  getLastError() {
    return undefined;
  }
};
