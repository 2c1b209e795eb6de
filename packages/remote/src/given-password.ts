import type { Credentials } from './credentials.ts';

/** Whether somebody else chose the password of whoever is signed in, as far as the server said so in this process. */
export class GivenPassword {
  #whose: string | undefined;
  #changes = 0;

  /** False also while the server has said nothing. */
  isOf(credentials: Credentials): boolean {
    return this.#whose === whoOf(credentials);
  }

  /** The server is asked of this sign-in; to be called with its answer, which counts for nothing once the password was changed meanwhile. */
  ask(credentials: Credentials): (isGiven: boolean) => void {
    const asked = this.#changes;
    return (isGiven) => {
      if (asked === this.#changes) this.#whose = isGiven ? whoOf(credentials) : undefined;
    };
  }

  /** Whoever is signed in has chosen one. */
  change(): void {
    this.#whose = undefined;
    this.#changes += 1;
  }
}

const whoOf = ({ serverUrl, userId }: Credentials): string => JSON.stringify([serverUrl, userId]);
