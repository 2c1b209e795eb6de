import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { performSwift, swiftVersion } from './compile-swift.ts';
import { sourcesOf } from './prebuilt-apps.ts';

const HAS_SWIFT = swiftVersion() !== undefined;
const TIME_LIMIT_MS = 120_000;

/** What the first version wrote; a later one reads it, whatever it adds. */
const TRANSFERS = {
  waiting:
    '{"id":"a-1","note":"n","enqueuedAtMs":5,"isSurviving":true,"allowsMetered":true,"stallTimeoutSeconds":30,"totalBytes":4,"nextStep":0,' +
    '"steps":[{"method":"PATCH","url":"https://photos.example.org/api","headers":{"a":"b"},"body":[{"text":{"_0":"abc"}},' +
    '{"file":{"_0":"file:///tmp/a.jpg","fromByte":0,"sizeBytes":1}}]}]}',
  answered:
    '{"id":"a-2","note":"","enqueuedAtMs":5,"isSurviving":false,"allowsMetered":false,"stallTimeoutSeconds":30,"totalBytes":4,"nextStep":0,' +
    '"steps":[],"end":{"atMs":7,"step":0,"answer":{"status":201,"headers":{},"body":"{}"}}}',
  failed:
    '{"id":"a-3","note":"","enqueuedAtMs":5,"isSurviving":false,"allowsMetered":false,"stallTimeoutSeconds":30,"totalBytes":4,"nextStep":0,' +
    '"steps":[],"end":{"atMs":7,"step":0,"failure":{"code":"network","message":"m"}}}',
  'of before all that may be added':
    '{"id":"a-4","enqueuedAtMs":5,"steps":[{"method":"PATCH","url":"https://photos.example.org/api","headers":{},"body":[{"text":{"_0":"abc"}}]}]}',
};

describe('what is kept while an update is installed', () => {
  it.skipIf(!HAS_SWIFT)(
    `is read by iOS as it was written before${HAS_SWIFT ? '' : ' (skipped: no swiftc)'}`,
    () => {
      const texts = Object.values(TRANSFERS).map((text) => `##"${text}"##`);
      const said = performSwift(
        ['RunSchedule.swift', 'Transfer.swift', 'TransferStep.swift'],
        `
func read<T: Decodable>(_ type: T.Type, _ text: String) -> T {
  do { return try JSONDecoder().decode(type, from: Data(text.utf8)) } catch { fatalError("\\(error)") }
}
print(read(RunSchedule.self, ##"{"requiresCharging":true}"##).requiresCharging)
print(read(RunSchedule.self, "{}").requiresCharging)
for text in [${texts.join(',')}] {
  let it = read(Transfer.self, text)
  let end = it.end?.answer.map { "\\($0.status)" } ?? it.end?.failure?.code ?? "-"
  print(it.id, it.isSurviving, it.allowsMetered, it.totalBytes, it.nextStep, it.steps.count, end)
  let again = read(Transfer.self, String(decoding: try JSONEncoder().encode(it), as: UTF8.self))
  if again.id != it.id || again.steps.count != it.steps.count { fatalError("not written as it is read") }
}
`,
      );
      expect(said.split('\n')).toEqual([
        'true',
        'false',
        'a-1 true true 4 0 1 -',
        'a-2 false false 4 0 0 201',
        'a-3 false false 4 0 0 network',
        'a-4 true false 3 0 1 -',
      ]);
    },
    TIME_LIMIT_MS,
  );

  it.each<[file: string, needed: readonly string[]]>([
    ['RunSchedule', []],
    // Without these there is no transfer, nor an end.
    [
      'Transfer',
      ['atMs', 'body', 'code', 'enqueuedAtMs', 'headers', 'id', 'kind', 'message', 'status', 'step', 'steps'],
    ],
    ['TransferRequest', ['body', 'fromByte', 'headers', 'method', 'sizeBytes', 'text', 'uri', 'url']],
  ])('is read by Android without what a later version adds (%s.kt)', (name, needed) => {
    const file = sourcesOf('android', '.kt').find((path) => path.endsWith(`/${name}.kt`))!;
    const keys = [...readFileSync(file, 'utf8').matchAll(/\.get\w+\("(\w+)"\)/g)].map(([, key]) => key);
    expect([...new Set(keys)].sort((a, b) => (a! < b! ? -1 : 1))).toEqual(needed);
  });
});
