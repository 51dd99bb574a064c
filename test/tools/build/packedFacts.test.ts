import { expect, test } from 'vitest';
import { commonOf, packedModule } from '../../../src/tools/build/packedFacts.ts';

test.each([
  [
    '{"stamp": {"madeBy": "npm run data"}, "numbers": {"EPERM": 1, "ENOENT": 2}}',
    '{"numbers": unpack("EPERM+2 ENOENT")}',
  ],
  ['{"calls": {"stamp": 1}, "rows": [["int", "fd"]]}', '{"calls": {"stamp": 1},"rows": [["int","fd"]]}'],
  [
    '{"calls": {"read": [["int", "fd"]], "vhangup": []}, "rows": [["int", "fd"]]}',
    '{"calls": unpackRows("; read,int fd; vhangup"),"rows": [["int","fd"]]}',
  ],
])('of %s a page loads %s', (file, loaded) => {
  expect(packedModule(file).replace('/* @__PURE__ */ ', '')).toContain(`export default ${loaded};`);
});

test('a source that no page shows is left out, at any depth', () => {
  const file =
    '{"stamp": 1, "stacks": [{"id": "docker-24.0", "recorded": ["kernel"], "source": "Debian"}], "source": "moby"}';
  expect(packedModule(file, true)).toContain('export default {"stacks": [{"id":"docker-24.0"}]};');
  expect(packedModule(file)).toContain('"source":"Debian"}],"source": "moby"};');
});

test.each([
  ['{"numbers": {"EPERM": 1, "ENOENT": 2}}', ['unpack']],
  [
    '{"words": {"EPERM": "Not permitted", "ENOENT": "None"}, "numbers": {"EPERM": 1, "ENOENT": 2}}',
    ['unpack', 'unpackTexts'],
  ],
  ['{"calls": {"read": [["int", "fd"]], "vhangup": []}}', ['unpackRows']],
  ['{"stacks": []}', []],
])('what unpacks %s comes along, and no more: %j', (file, names) => {
  expect([...packedModule(file).matchAll(/^import \{ (\w+) \} from /gm)].map(([, name]) => name)).toEqual(names);
});

test.each([
  ['data/prototypes/x86.json', 'data/prototypes/common.json'],
  ['data/constants/ppc.json', 'data/constants/common.json'],
  ['data/constants/common.json', undefined],
  ['data/syscalls/x86.json', 'data/syscalls/names.json'],
  ['data/syscalls/names.json', undefined],
  ['data/errno.json', undefined],
])('before %s stands %s', (file, common) => expect(commonOf(file)).toBe(common));
