import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { needKey, readStamp, type Stamped } from '../../../src/tools/data/kernelHeaders.ts';
import { QUOTED } from '../../../src/tools/data/quoted.ts';
import { tables } from '../../../src/tools/data/tables.ts';

const data = join(import.meta.dirname, '../../../content/data');
const stampIn = (file: string) => readStamp(readFileSync(join(data, file), 'utf8'));

test.each(tables)('$name: the stamp names what it is made from, and how', ({ name, files, needs }) => {
  const stamp = stampIn(files[0] ?? '');
  expect(stamp?.madeBy).toBe(`npm run data -- ${name}`);
  const named = stamp?.packages.map(({ package: entry, suite }) =>
    [entry.replace(/-\d.*-common$/, '-common'), ...(suite ? [suite] : [])].join('/'),
  );
  expect(named?.toSorted()).toEqual(needs.map(needKey).toSorted());
});

test('all tables are of one version of each package in each suite', () => {
  const stamps = tables.flatMap(({ files }) => stampIn(files[0] ?? '')?.packages ?? []);
  const place = ({ package: entry, suite }: Stamped) => `${entry}/${suite}`;
  const versions = new Map(stamps.map((entry) => [place(entry), entry.version]));
  expect(stamps.filter((entry) => versions.get(place(entry)) !== entry.version)).toEqual([]);
});

test('every file of these folders has an owner', () => {
  const owned = [...tables.flatMap(({ files }) => files), ...QUOTED.flatMap((file) => [file, `${file}.stamp.json`])];
  const found = ['constants', 'errno', 'prototypes', 'strace', 'syscalls', 'profiles']
    .flatMap((folder) => readdirSync(join(data, folder)).map((file) => `${folder}/${file}`))
    .filter((file) => !/^profiles\/(?:teaching-|docker-changes)/.test(file));
  expect(found.toSorted()).toEqual(owned.filter((file) => file.includes('/')).toSorted());
});

test('every profile of our own says what it teaches', () => {
  const files = readdirSync(join(data, 'profiles')).filter((file) => file.startsWith('teaching-'));
  const said = files
    .filter((file) => file.endsWith('.stamp.json'))
    .map((file) => [file, JSON.parse(readFileSync(join(data, 'profiles', file), 'utf8')).stamp.source.slice(0, 18)]);
  expect(said).toEqual(
    files.filter((file) => !file.endsWith('.stamp.json')).map((file) => [`${file}.stamp.json`, 'Our own, to teach:']),
  );
});

test('the syscall numbers stay small: under 10 KB for each ABI', () => {
  const folder = join(data, 'syscalls');
  const large = readdirSync(folder)
    .filter((file) => file !== 'names.json')
    .filter((file) => readFileSync(join(folder, file)).length > 10_000);
  expect(large).toEqual([]);
});

test('what arguments are called on x86 stays small: under 110 KB', () => {
  const files = ['constants/common', 'constants/x86', 'prototypes/common', 'prototypes/x86'];
  const bytes = files.reduce((sum, file) => sum + readFileSync(join(data, `${file}.json`)).length, 0);
  expect(bytes).toBeLessThan(110_000);
});
