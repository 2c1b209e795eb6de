/** A file name that is legal on Linux and macOS, and on which careless programs stumble. */
export const AWKWARD_FILE_NAME = [
  ' ', // begins with a space
  `"it's"`, // quotes: shells, SQL, JSON, Content-Disposition
  '; DROP TABLE',
  '\\', // a backslash: JSON, Windows paths
  ' 100%25 %2F', // percent signs that look like escapes
  ' #?&=+', // what a URL means something by
  ' <b>$(x)`y`*|:', // HTML, shells
  '\n', // a line break: headers, lists of names
  '..', // no way up
  ' cafe\u0301', // an accent as a character of its own (NFD)
  ' \u05e9\u05dc\u05d5\u05dd', // written from right to left
  ' 👩‍👧🏖️', // joined and beyond 16 bits
  ' ', // ends with a space
  '.jpg',
].join('');
