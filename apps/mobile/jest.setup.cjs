// A test in which React complains, of a missing key or a bad prop, has failed.
const { error } = console;
console.error = (...words) => {
  // The real engine tells of what it does when it does it, not when a test asks.
  if (String(words[0]).includes('inside a test was not wrapped in act')) return;
  error(...words);
  throw new Error(`console.error: ${words.map(String).join(' ').slice(0, 300)}`);
};
