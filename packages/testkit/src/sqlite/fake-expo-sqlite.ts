import { DatabaseSync, type StatementSync } from 'node:sqlite';

type Params = Record<string, string | number | null>;

/**
 * The JavaScript surface of expo-sqlite over Node's SQLite, as far as it can be seen from outside: every call is
 * answered later, a statement is stepped once when it is executed and read on from there, its cursor is of one
 * execution, parameters that it does not know are ignored and those that are missing are null, and errors are told in
 * the words of its native half.
 */
export function openFakeExpoSqlite(path: string): FakeExpoDatabase {
  return new FakeExpoDatabase(new DatabaseSync(path));
}

class FakeExpoDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = new Set<FakeExpoStatement>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  execAsync(source: string): Promise<void> {
    return natively('NativeDatabase.execAsync', () => {
      this.#database.exec(source);
    });
  }

  async prepareAsync(source: string): Promise<FakeExpoStatement> {
    const native = await natively('NativeDatabase.prepareAsync', () => this.#database.prepare(source));
    const statement = new FakeExpoStatement(native, () => this.#statements.delete(statement));
    this.#statements.add(statement);
    return statement;
  }

  closeAsync(): Promise<void> {
    return natively('NativeDatabase.closeAsync', () => {
      this.#database.close();
    });
  }

  /** Statements that were prepared and not finalized. */
  get statementCount(): number {
    return this.#statements.size;
  }
}

class FakeExpoStatement {
  readonly #native: StatementSync;
  readonly #forget: () => void;
  #execution = 0;
  #isFinalized = false;

  constructor(native: StatementSync, forget: () => void) {
    this.#native = native;
    this.#forget = forget;
    native.setAllowUnknownNamedParameters(true);
  }

  async executeAsync(params: Params): Promise<{ getAllAsync(): Promise<unknown[]> }> {
    const execution = (this.#execution += 1);
    const { cursor, first } = await this.#step('NativeStatement.runAsync', () => {
      const rows = this.#native.iterate(params);
      return { cursor: rows, first: rows.next() };
    });
    let isAtStart = true;
    return {
      getAllAsync: () =>
        this.#step('NativeStatement.getAllAsync', () => {
          if (!isAtStart || execution !== this.#execution) {
            throw new Error('The SQLite cursor has been shifted and is unable to retrieve all rows.');
          }
          isAtStart = false;
          return first.done ? [] : [first.value, ...cursor];
        }),
    };
  }

  finalizeAsync(): Promise<void> {
    return this.#step('NativeStatement.finalizeAsync', () => {
      this.#isFinalized = true;
      this.#forget();
    });
  }

  #step<Result>(name: string, work: () => Result): Promise<Result> {
    return natively(name, () => {
      if (this.#isFinalized) throw new Error('Access to closed resource');
      return work();
    });
  }
}

/** Does something on what would be another thread. */
async function natively<Result>(name: string, work: () => Result): Promise<Result> {
  await new Promise<void>((resolve) => {
    setImmediate(resolve);
  });
  try {
    return work();
  } catch (error) {
    const { errcode = 0, message } = error as { errcode?: number; message: string };
    throw new Error(
      `Call to function '${name}' has been rejected.\n→ Caused by: Error code ${errcode}: ${message}`,
    );
  }
}
