import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { NATIVE_ERROR_CODES } from '../src/index.ts';
import { HEADLESS_TASK } from '../src/register-background-runs.ts';
import { readKotlinAnswers, readSwiftAnswers, readTypedForms, readTypedTexts } from './native-answers.ts';
import { readKotlinRecords, readSwiftRecords, readTypedRecords } from './native-records.ts';
import { readKotlinSurface, readSwiftSurface, readTypedSurface } from './native-surface.ts';
import { sourcesOf } from './prebuilt-apps.ts';

const typed = readTypedSurface();
const kotlinFiles = sourcesOf('android', '.kt');
const swiftFiles = sourcesOf('ios', '.swift');
const read = (files: readonly string[]): string => files.map((file) => readFileSync(file, 'utf8')).join('\n');

it('reads a surface that is there', () => {
  expect(typed.asyncFunctions.length).toBeGreaterThan(20);
  expect(typed.functions).toEqual(['readConditions()']);
  expect(typed.events).toContain('onTransferEnded');
});

it('has the same functions, arguments and events in Kotlin', () => {
  expect(readKotlinSurface()).toEqual(typed);
});

it('has the same functions, arguments and events in Swift', () => {
  expect(readSwiftSurface()).toEqual(typed);
});

it.each([
  ['Kotlin', readKotlinRecords()],
  ['Swift', readSwiftRecords()],
])('reads no field of an argument in %s that TypeScript does not send', (language, records) => {
  const typedRecords = readTypedRecords();
  // Swift does not read what concerns Android alone; Kotlin reads everything.
  expect(records.size).toBeGreaterThanOrEqual(6);
  for (const [name, fields] of records) {
    const sent = typedRecords.get(name);
    if (language === 'Kotlin') expect([name, fields]).toEqual([name, sent]);
    else expect([name, fields.filter((field) => sent?.includes(field) !== true)]).toEqual([name, []]);
  }
});

it.each([
  ['Kotlin', read(kotlinFiles), /NativeFailure\("([a-z-]+)"/g],
  ['Swift', read(swiftFiles), /nativeFailure\(\s*"([a-z-]+)"/g],
])('rejects in %s only with codes that TypeScript knows', (_, text, thrown) => {
  const codes = new Set([...text.matchAll(thrown)].map(([, code]) => code));
  expect(codes.size).toBeGreaterThan(4);
  expect([...codes].filter((code) => !(NATIVE_ERROR_CODES as readonly unknown[]).includes(code))).toEqual([]);
});

it.each([
  ['Kotlin', read(kotlinFiles), /(?:NativeEvents\.send|sendEvent)\(\s*"(\w+)"/g],
  ['Swift', read(swiftFiles), /NativeEvents\.shared\.send\(\s*"(\w+)"/g],
])('sends each event from %s, and no other', (_, text, sent) => {
  expect([...new Set([...text.matchAll(sent)].map(([, event = '']) => event))].sort()).toEqual(typed.events);
});

const ANSWERS = [
  'BackgroundRun',
  'HashedFile',
  'LibraryChanges',
  'NativeConditions',
  'OpenedOriginal',
  'OriginalFacts',
  'PartDescription',
  'RunDueEvent',
  'TransferEnd',
  'TransferEndedEvent',
  'TransferProgressEvent',
  'TransferRecord',
  'WorkProgressEvent',
];

it.each([
  ['Kotlin', readKotlinAnswers(), ANSWERS],
  // Android has no such photos.
  ['Swift', readSwiftAnswers(), [...ANSWERS, 'BurstPhoto']],
])('answers and tells in %s with exactly the fields that TypeScript reads', (_, answers, names) => {
  const forms = readTypedForms();
  for (const name of names) {
    const wanted = forms.get(name) ?? [];
    expect(wanted.length).toBeGreaterThan(0);
    expect([name, wanted.filter((form) => !answers.has(form))]).toEqual([name, []]);
  }
});

it('gives a run exactly the reasons that TypeScript knows', () => {
  const given = [
    ...read(kotlinFiles).matchAll(/const val (?:LIBRARY_CHANGED|PERIODIC|REQUESTED) = "([a-z-]+)"/g),
    ...read(swiftFiles).matchAll(/\breason: "([a-z-]+)"/g),
  ].map(([, reason = '']) => reason);
  expect([...new Set(given)].sort()).toEqual(readTypedTexts('RunReason'));
});

it.each([
  ['Kotlin', read(kotlinFiles), /fun codeOf\(.*?\n {2}}/s, /failed\(transfer, "([a-z-]+)"/g],
  ['Swift', read(swiftFiles), /func codeOfRequest\(.*?\n}/s, /TransferFailure\(code: "([a-z-]+)"/g],
])('ends a transfer in %s only with codes that TypeScript knows', (_, text, naming, named) => {
  const [codes = ''] = naming.exec(text) ?? [];
  const found = [...codes.matchAll(/"([a-z-]+)"/g), ...text.matchAll(named)].map(([, code]) => code);
  expect(found).toEqual(
    expect.arrayContaining(['cancelled', 'interrupted', 'network', 'not-secure', 'timeout']),
  );
  const known = readTypedTexts('TransferFailureCode');
  expect(found.filter((code) => !known.includes(code ?? ''))).toEqual([]);
});

it('knows in Kotlin only ends of a run that TypeScript tells', () => {
  const known = new Set([...read(kotlinFiles).matchAll(/\bend == "([a-z-]+)"/g)].map(([, end = '']) => end));
  expect([...known].sort()).toEqual(['done', 'go-on', 'retry-unmetered']);
  expect(readTypedTexts('RunEnd')).toEqual(expect.arrayContaining([...known, 'retry-soon']));
});

it.each([
  ['Kotlin', read(kotlinFiles), /"edition" to "(\w+)"/g, ['unedited']],
  ['Swift', read(swiftFiles), /\("(?:original|motion)", "(\w+)", /g, readTypedTexts('Edition')],
])('tells in %s of exactly these editions', (_, text, told, editions) => {
  const found = new Set([...text.matchAll(told)].map(([, edition = '']) => edition));
  expect([...found].sort()).toEqual(editions);
});

it.each([
  ['Kotlin', read(kotlinFiles), ['hashFile']],
  ['Swift', read(swiftFiles), ['hashFile', 'hashOriginal', 'write']],
])('[U6] tells in %s how far each reading of a whole original is', (_, text, readings) => {
  const bodyOf = (name: string): string => new RegExp(`func? ${name}\\(.*?\n}`, 's').exec(text)?.[0] ?? '';
  expect(readings.filter((name) => !bodyOf(name).includes(' tellReading('))).toEqual([]);
});

it('starts the headless task that TypeScript registers', () => {
  expect(read(kotlinFiles)).toContain(`HEADLESS_TASK = "${HEADLESS_TASK}"`);
});

it('names the background tasks of the configuration as the Swift registers them', () => {
  const plugin = readFileSync(join(import.meta.dirname, '../app.plugin.cjs'), 'utf8');
  const registered = [
    ...read(swiftFiles).matchAll(/Identifier = "(app\.keepsake\.backup\.(?:refresh|processing))"/g),
  ];
  expect(registered).toHaveLength(2);
  for (const [, identifier] of registered) expect(plugin).toContain(`'${identifier ?? ''}'`);
});
