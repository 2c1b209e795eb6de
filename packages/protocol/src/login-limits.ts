/** What an address has to look like that names a new account. */
export const EMAIL_SHAPE =
  /^(?!\.)(?!.*\.\.)[A-Za-z0-9_'+.-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

/** How many characters what a person signs in with may have: the one place that says so, apart from the schemas for who needs no more than that. */
export const LOGIN_LIMITS = {
  /** Of a password that is to be set; one that was set elsewhere may be shorter. */
  leastPassword: 8,
  /** `name`: as of any name that a person gives. */
  most: { name: 1000, email: 320, password: 1024, secret: 1024 },
} as const;
