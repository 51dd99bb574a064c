import { describe, expect, test } from 'vitest';
import { decide, findings, parseProfile, resolve } from '../../../../src/engine/seccomp/index.ts';
import { applyEdits } from '../../../../src/engine/text/index.ts';
import { TARGET } from '../inline.ts';

// What inspect prints of a container, in the part that counts. Docker 26.1.5 and Podman 5.4.2 printed these options.

const PROFILE =
  '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW","comment":"a \\"quote\\", \\u003c and \\\\"}]}';
const inspect = (option: string | undefined, privileged = false) =>
  JSON.stringify(
    [
      {
        Id: '2bf8444c38ff',
        Args: [],
        HostConfig: {
          Privileged: privileged,
          SecurityOpt: option === undefined ? null : ['no-new-privileges', option, 'label=disable'],
        },
      },
    ],
    null,
    4,
  );
const containing = (profile: string) => inspect(`seccomp=${profile}`);

/** "error type 1:47", one for each problem. */
const problems = (text: string) =>
  parseProfile(text).diagnostics.map(({ severity, code, span }) => `${severity} ${code} ${span?.line}:${span?.column}`);

describe('docker inspect, with the profile in a string', () => {
  const text = containing(PROFILE);
  const { value, diagnostics } = parseProfile(text);

  test('is read as the profile itself, at places of the whole text', () => {
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({
      defaultAction: 'SCMP_ACT_ERRNO',
      format: 'docker',
      inString: true,
      rules: [{ names: [{ text: 'read', span: { line: 9, column: 90 } }], comment: 'a "quote", < and \\' }],
    });
    const span = value?.rules[0]?.names[0]?.span;
    expect(text.slice(span?.start, span?.end)).toBe('\\"read\\"');
  });

  test('answers as the profile does', () => {
    const answers = [text, PROFILE].map((each) => {
      const profile = parseProfile(each).value;
      const filter = profile && resolve(profile, TARGET).value;
      return filter && [0, 1].map((syscall) => decide(filter, { arch: TARGET.arch, syscall, args: [] }).data);
    });
    expect(answers).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  test('its findings carry no edits, which would not fit into a string', () => {
    const written = PROFILE.replace('"read"', '"read","nosuchcall"');
    const codes = (profile: string) => {
      const parsed = parseProfile(profile).value;
      return parsed && findings(parsed, TARGET, profile).map(({ code, fix }) => [code, fix !== undefined]);
    };
    expect(codes(written)).toContainEqual(['name-unknown', true]);
    expect(codes(containing(written))).toEqual(codes(written)?.map(([code]) => [code, false]));
  });

  test.each([
    ['"SCMP_ACT_ALLOW"', '"SCMP_ACT_ALOW"', 'error word-unknown 9:111'],
    ['"read"', '"raed"', 'warning name-unknown 9:90'],
    ['"read"', '"read",', 'error json-trailing-comma 9:98'],
    ['"names"', '"Names"', 'info key-case 9:79'],
    ['"names"', 'names', 'error json-unquoted 9:79'],
    ['"a \\"quote', '\'a \\"quote', 'error json-string-open 9:142'],
    ['"syscalls"', '/* all */ "syscalls"', 'error json-comment 9:64'],
  ])('%s written as %s: %s', (right, wrong, problem) => {
    const damaged = containing(PROFILE.replace(right, wrong));
    expect(problems(damaged)[0]).toBe(problem);
    const [first] = parseProfile(damaged).diagnostics;
    const mended = applyEdits(damaged, first?.fix ?? []);
    expect(() => JSON.parse(mended)).not.toThrow();
    expect(problems(mended)).not.toContain(problem);
  });
});

describe('a container without a profile in sight', () => {
  const NONE = 'The container runs without a filter: every call is allowed.';
  const DEFAULT =
    'docker inspect doesn’t print the engine’s default profile. Choose your release from the list of profiles, or paste the file that dockerd’s --seccomp-profile names.';

  test.each<[string, string, string[], 'off' | undefined]>([
    [
      'docker run',
      inspect(undefined),
      ['error inspect-default 7:28', 'The container has no profile of its own.', DEFAULT],
      undefined,
    ],
    [
      'seccomp=builtin',
      inspect('seccomp=builtin'),
      ['error inspect-default 9:17', '"seccomp=builtin" names the engine’s default profile.', DEFAULT],
      undefined,
    ],
    [
      'seccomp=unconfined',
      inspect('seccomp=unconfined'),
      ['warning inspect-unconfined 9:17', '"seccomp=unconfined" turns seccomp off.', NONE],
      'off',
    ],
    [
      '--privileged with a profile',
      inspect(`seccomp=${PROFILE}`, true),
      [
        'warning inspect-unconfined 6:27',
        'The container is privileged.',
        `${NONE} Docker ignores the profile that a privileged container names.`,
      ],
      'off',
    ],
    [
      'podman with a file',
      inspect('seccomp=/etc/p.json'),
      [
        'error inspect-path 9:17',
        '"seccomp=/etc/p.json" is the path of a profile.',
        'Podman prints the path of the profile, not its text. Paste that file.',
      ],
      undefined,
    ],
  ])('%s', (_, text, [problem, ...words], off) => {
    const { value, diagnostics } = parseProfile(text);
    expect(problems(text)).toEqual([problem]);
    expect(diagnostics.map(({ message, hint }) => [message, hint])).toEqual([words]);
    expect(value && resolve(value, TARGET).value?.off).toBe(off && true);
  });

  test.each([
    ['one object without the list', containing(PROFILE).slice(1, -1).trim(), [], 1],
    [
      'the last option counts',
      inspect('seccomp=unconfined').replace('"label=disable"', '"seccomp={}"'),
      ['warning no-seccomp 10:26'],
      0,
    ],
    ['the option of 1.10', inspect(`seccomp:${PROFILE}`), [], 1],
    ['two containers', `[${containing(PROFILE).slice(1, -1)},{}]`, ['info inspect-several 5:23'], 1],
    ['a list of something else', '[{"Config":{}}]', ['error type 1:1'], undefined],
  ])('%s', (_, text, expected, rules) => {
    expect(problems(text)).toEqual(expected);
    expect(parseProfile(text).value?.rules.length).toBe(rules);
  });
});

describe('an OCI config.json', () => {
  const SECCOMP = '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW"}]}';

  test.each([
    ['whole', `{"ociVersion":"1.2.0","process":{"args":["sh"]},"linux":{"seccomp":${SECCOMP}}}`, [], 1],
    [
      'as crictl inspect shows it',
      `{"status":{},"info":{"pid":1,"runtimeSpec":{"ociVersion":"1.2.0","linux":{"seccomp":${SECCOMP}}}}}`,
      [],
      1,
    ],
    [
      'without a filter',
      '{"ociVersion":"1.2.0","process":{},"linux":{"namespaces":[]}}',
      ['warning no-seccomp 1:44'],
      0,
    ],
    ['without linux', '{"ociVersion":"1.2.0","process":{}}', ['warning no-seccomp 1:1'], 0],
    ['with a list', '{"ociVersion":"1.2.0","linux":{"seccomp":[]}}', ['error type 1:42', 'warning no-seccomp 1:42'], 0],
    ['with null', '{"ociVersion":"1.2.0","linux":{"seccomp":null}}', ['warning no-seccomp 1:42'], 0],
  ])('%s', (_, text, expected, rules) => {
    const { value } = parseProfile(text);
    expect([problems(text), value?.format, value?.rules.length]).toEqual([expected, 'oci', rules]);
  });
});
