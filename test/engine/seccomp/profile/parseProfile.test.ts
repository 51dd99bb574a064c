import { describe, expect, test } from 'vitest';
import { parseProfile, type Reader, readerOf, type Target } from '../../../../src/engine/seccomp/index.ts';
import { applyEdits } from '../../../../src/engine/text/index.ts';
import { TARGET } from '../inline.ts';
import { presetText } from '../presets.ts';

const HEAD = '"defaultAction":"SCMP_ACT_ERRNO"';
const RULE = '{"names":["read"],"action":"SCMP_ACT_ALLOW"}';
const withRule = (members: string) => `{${HEAD},"syscalls":[{${members}}]}`;
const withArg = (members: string) => withRule(`"names":["read"],"action":"SCMP_ACT_ALLOW","args":[{${members}}]`);

/** "error json-comma 1:4", one for each problem. */
function problems(text: string, reader?: Reader): string[] {
  return parseProfile(text, undefined, reader).diagnostics.map(
    ({ severity, code, span }) => `${severity} ${code} ${span?.line}:${span?.column}`,
  );
}

const reader = (target: Partial<Target>) => readerOf({ ...TARGET, ...target });

describe("the slide of 2016, which isn't JSON", () => {
  const parsed = parseProfile(presetText('talk-2016'));

  test('is read all the same', () => {
    expect(parsed.value).toMatchObject({
      defaultAction: 'SCMP_ACT_ERRNO',
      architectures: [{ text: 'SCMP_ARCH_X86_64' }, { text: 'SCMP_ARCH_X86' }, { text: 'SCMP_ARCH_X32' }],
      rules: [
        { index: 0, names: [{ text: 'accept', span: { line: 10 } }], action: 'SCMP_ACT_ALLOW', args: [] },
        { index: 1, names: [{ text: 'accept4', span: { line: 15 } }], action: 'SCMP_ACT_ALLOW', args: [] },
      ],
    });
  });

  test('two commas are too many: errors, for Docker refuses it, each with the edit that fixes it', () => {
    const hint = 'Remove it: JSON allows no comma after the last entry, so Docker and Podman refuse the whole profile.';
    expect(parsed.diagnostics).toEqual([
      {
        code: 'json-trailing-comma',
        severity: 'error',
        message: 'Trailing comma before ].',
        hint,
        span: { start: 321, end: 322, line: 18, column: 6 },
        fix: [{ start: 321, end: 322, text: '' }],
      },
      {
        code: 'json-trailing-comma',
        severity: 'error',
        message: 'Trailing comma before }.',
        hint,
        span: { start: 326, end: 327, line: 19, column: 4 },
        fix: [{ start: 326, end: 327, text: '' }],
      },
    ]);
  });

  test('fixed, it is JSON', () => {
    const mended = applyEdits(
      presetText('talk-2016'),
      parsed.diagnostics.flatMap(({ fix }) => fix ?? []),
    );
    expect(problems(mended)).toEqual([]);
    expect(JSON.parse(mended).syscalls).toHaveLength(2);
  });
});

test("Docker's default has no problem", () => {
  expect(problems(presetText('docker-26.1'))).toEqual([]);
  expect(parseProfile(presetText('docker-26.1')).value?.rules).toHaveLength(31);
});

describe('what is no JSON', () => {
  test.each<[string, string[], string | undefined]>([
    ['', ['error json-empty 1:1'], undefined],
    ['  \n ', ['error json-empty 1:1'], undefined],
    [`{${HEAD},"syscalls":[${RULE},]}`, ['error json-trailing-comma 1:91'], `{${HEAD},"syscalls":[${RULE}]}`],
    [`{${HEAD},}`, ['error json-trailing-comma 1:34'], `{${HEAD}}`],
    [`{${HEAD} // deny\n}`, ['error json-comment 1:35'], `{${HEAD} \n}`],
    [`/* all */{${HEAD}}`, ['error json-comment 1:1'], `{${HEAD}}`],
    [`{${HEAD} "flags":[]}`, ['error json-comma-missing 1:35'], `{${HEAD}, "flags":[]}`],
    [`{${HEAD},,"flags":[]}`, ['error json-comma 1:35'], `{${HEAD},"flags":[]}`],
    ['{"defaultAction" "SCMP_ACT_LOG"}', ['error json-colon-missing 1:18'], '{"defaultAction": "SCMP_ACT_LOG"}'],
    ['{"defaultAction"::"SCMP_ACT_LOG"}', ['error json-colon 1:18'], '{"defaultAction":"SCMP_ACT_LOG"}'],
    [`{${HEAD},"flags"}`, ['error json-value-missing 1:35'], undefined],
    [`{${HEAD},"flags":[}`, ['error json-bracket 1:44'], `{${HEAD},"flags":[]}`],
    [`{${HEAD}]`, ['error json-bracket 1:34'], `{${HEAD}}`],
    [`{${HEAD},"flags":[`, ['error json-truncated 1:44'], `{${HEAD},"flags":[]}`],
    [`{${HEAD},`, ['error json-truncated 1:34'], `{${HEAD}}`],
    [`{${HEAD},"flags":`, ['error json-truncated 1:42'], undefined],
    [`{${HEAD}} {}`, ['error json-stray 1:36'], `{${HEAD}}`],
    [`{${HEAD}} // all`, ['error json-comment 1:36'], `{${HEAD}} `],
    [`{${HEAD}}\n</pre></div> 'x`, ['error json-stray 2:1'], `{${HEAD}}`],
    [`profile = {${HEAD}}`, ['error json-stray 1:1'], `{${HEAD}}`],
    [`\`\`\`json\n{${HEAD}}\n\`\`\``, ['error json-stray 1:1', 'error json-stray 3:1'], undefined],
    [`${HEAD},"syscalls":[${RULE}]`, ['error json-other 1:1'], `{${HEAD},"syscalls":[${RULE}]}`],
    [`${HEAD},"syscalls":[${RULE}]}`, ['error json-other 1:1'], `{${HEAD},"syscalls":[${RULE}]}`],
    ['{\'defaultAction\':"SCMP_ACT_LOG"}', ['error json-quotes 1:2'], '{"defaultAction":"SCMP_ACT_LOG"}'],
    ['{“defaultAction”:"SCMP_ACT_LOG"}', ['error json-quotes 1:2'], '{"defaultAction":"SCMP_ACT_LOG"}'],
    ['{defaultAction:"SCMP_ACT_LOG"}', ['error json-unquoted 1:2'], '{"defaultAction":"SCMP_ACT_LOG"}'],
    ['{"defaultAction":SCMP_ACT_LOG}', ['error json-unquoted 1:18'], '{"defaultAction":"SCMP_ACT_LOG"}'],
    ['{"defaultAction":"SCMP_ACT_LOG}', ['error json-string-open 1:18'], '{"defaultAction":"SCMP_ACT_LOG"}'],
    [
      '{"defaultAction":"SCMP_ACT_LOG,\n"flags":[]}',
      ['error json-string-open 1:18'],
      '{"defaultAction":"SCMP_ACT_LOG",\n"flags":[]}',
    ],
    [`{${HEAD},"listenerPath":"a\\b\\q"}`, ['error json-escape 1:54'], `{${HEAD},"listenerPath":"a\\b\\\\q"}`],
    [`{${HEAD},"listenerPath":"a\tb"}`, ['error json-control-character 1:52'], `{${HEAD},"listenerPath":"a\\tb"}`],
    [`\ufeff{${HEAD}}`, ['error json-blank 1:1'], `{${HEAD}}`],
    [`{\u00a0${HEAD}}`, ['error json-blank 1:2'], `{ ${HEAD}}`],
    [`{${HEAD},"flags":None}`, ['error json-word 1:43'], `{${HEAD},"flags":null}`],
    [
      withArg('"index":0,"value":0x10,"op":"SCMP_CMP_EQ"'),
      ['error json-number 1:118'],
      withArg('"index":0,"value":16,"op":"SCMP_CMP_EQ"'),
    ],
    [
      withArg('"index":0,"value":+1,"op":"SCMP_CMP_EQ"'),
      ['error json-number 1:118'],
      withArg('"index":0,"value":1,"op":"SCMP_CMP_EQ"'),
    ],
    ['[]', ['error type 1:1'], undefined],
    ['"x"', ['error type 1:1'], undefined],
  ])('%j: %j', (text, expected, mended) => {
    const { diagnostics } = parseProfile(text);
    expect(problems(text)).toEqual(expected);
    const fix = diagnostics.length === 1 ? diagnostics[0]?.fix : undefined;
    expect(fix && applyEdits(text, fix)).toBe(mended);
  });
});

test('a profile is read though other text stands around it', () => {
  const { value } = parseProfile(`$ cat profile.json\n{${HEAD},"syscalls":[\n${RULE}]}\n$ `);
  expect(value?.rules[0]?.names).toEqual([{ text: 'read', span: expect.objectContaining({ line: 3, column: 11 }) }]);
});

describe('a text that holds no profile has one problem: what it seems to be', () => {
  test.each([
    ['<!DOCTYPE html>\n<html><body class="a">{"x": 1}</body></html>', 'a web page'],
    ['  <p>Profile</p>', 'a web page'],
    ['<?xml version="1.0"?><a/>', 'HTML or XML'],
    ['docker run --security-opt seccomp=profile.json alpine', 'a shell command'],
    ['$ curl -O https://example.org/profile.json', 'a shell command'],
    ['Client: Docker Engine\n Version: 26.1.5\nServer:\n Security Options:\n  seccomp', 'the output of docker info'],
    ['FROM alpine\nRUN apk add strace\n', 'a Dockerfile'],
    ['apiVersion: v1\nkind: Pod\nspec:\n  containers: []\n', 'YAML'],
    ['defaultAction: SCMP_ACT_ERRNO\nsyscalls:\n- names: [read]\n  action: SCMP_ACT_ALLOW\n', 'YAML'],
    ['docker: Error response from daemon: no such file', 'an error message'],
    ['[   12.345] audit: type=1326 sig=31', 'not JSON'],
    ['SCMP_ACT_ALLOW', 'not JSON'],
    ['None of these, please', 'not JSON'],
    ['}', 'not JSON'],
  ])('%j', (text, found) => {
    const { value, diagnostics } = parseProfile(text);
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code, message, fix }) => [code, message, fix])).toEqual([
      ['json-other', `The text is ${found}${found === 'not JSON' ? '' : ', not a profile'}.`, undefined],
    ]);
    expect(diagnostics[0]?.hint?.length).toBeGreaterThan(40);
  });
});

describe('a text that ends too early has that one problem, and says what is open', () => {
  const RULES = `{${HEAD},\n"syclls":1,\n"syscalls":[\n${RULE},\n`;
  test.each<[text: string, inside: string, missing: string, open: string, rules: number | undefined]>([
    ['{', '', '}', '{ on line 1', undefined],
    ['{"syscalls":[', '', ']}', '{ on line 1 and "syscalls": [ on line 1', undefined],
    [
      '{"syscalls":[\n{"names":["read"],"act',
      ', inside a string',
      '"}]}',
      '{ on line 1, "syscalls": [ on line 1 and { on line 2',
      undefined,
    ],
    [
      `${RULES}{"names":["read","wri`,
      ', inside a string',
      '"]}]}',
      '{ on line 1, "syscalls": [ on line 3, { on line 5 and "names": [ on line 5',
      1,
    ],
    [
      `${RULES}{"names":["read"],"action":"SCMP_ACT_AL`,
      ', inside a string',
      '"}]}',
      '{ on line 1, "syscalls": [ on line 3 and { on line 5',
      1,
    ],
    [`${RULES}{`, '', '}]}', '{ on line 1, "syscalls": [ on line 3 and { on line 5', 1],
    [
      `${RULES}{"names":["read"],"action":"SCMP_ACT_ALLOW","args":[{"index":0`,
      '',
      '}]}]}',
      '{ on line 1, "syscalls": [ on line 3, { on line 5, "args": [ on line 5 and { on line 5',
      1,
    ],
    [
      `${RULES}{"names":["read"],"action":"SCMP_ACT_ALLOW"`,
      '',
      '}]}',
      '{ on line 1, "syscalls": [ on line 3 and { on line 5',
      2,
    ],
    ['{"ociVersion":"1.2.0","process":{', '', '}}', '{ on line 1 and "process": { on line 1', undefined],
  ])('%j', (text, inside, missing, open, rules) => {
    const { value, diagnostics } = parseProfile(text);
    const told = diagnostics.filter(({ code }) => code !== 'key-unknown');
    expect(told.map(({ code, message, hint }) => [code, message, hint])).toEqual([
      [
        'json-truncated',
        `The text ends too early${inside}: ${missing} is missing.`,
        `Copy the whole text again, or close what is open: ${open}.`,
      ],
    ]);
    expect(value?.rules.length).toBe(rules);
  });
});

describe("what Go's reader, Docker or runc take amiss", () => {
  test.each<[string, string[]]>([
    ['{}', ['warning no-seccomp 1:1']],
    ['null', ['warning no-seccomp 1:1']],
    [`{${HEAD},"syscalls":null}`, []],
    ['{"defaultAction":5}', ['error type 1:18']],
    ['{"defaultAction":"SCMP_ACT_ALOW"}', ['error word-unknown 1:18']],
    ['{"syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW"}]}', ['error action-missing 1:1']],
    [`{${HEAD},"sycalls":[]}`, ['warning key-unknown 1:35']],
    [`{${HEAD},"Syscalls":[]}`, ['info key-case 1:35']],
    [`{${HEAD},"defaultErrno":"EPERM"}`, []],
    [`{${HEAD},"defaultErrno":1}`, ['warning type 1:50']],
    [`{${HEAD},"listenerMetadata":1}`, ['error type 1:54']],
    [`{"linux":{"seccomp":{${HEAD},"defaultErrno":"EPERM"}}}`, ['info key-unknown 1:55']],
    [`{${HEAD},${HEAD}}`, ['warning key-twice 1:35']],
    [`{"defaultAction":1,${HEAD}}`, ['error type 1:18', 'warning key-twice 1:20']],
    [`{${HEAD},"architectures":["SCMP_ARCH_X86","SCMP_ARCH_AMD64"]}`, ['error word-unknown 1:68']],
    [
      `{${HEAD},"architectures":["SCMP_ARCH_X86"],"archMap":[{"architecture":"SCMP_ARCH_X86"}]}`,
      ['error architectures-with-archmap 1:79'],
    ],
    [
      '{"architectures":["SCMP_ARCH_X86"],"archMap":[{"architecture":"SCMP_ARCH_X86"}]}',
      ['warning no-seccomp 1:1', 'warning architectures-with-archmap 1:46'],
    ],
    [
      `{${HEAD},"archMap":[{"architecture":"x86_64","subArchitectures":["SCMP_ARCH_X68"]}]}`,
      ['warning word-unknown 1:62', 'warning word-unknown 1:91'],
    ],
    ['{"flags":["LOG"]}', ['warning no-seccomp 1:1', 'warning word-unknown 1:11']],
    [`{${HEAD},"architectures":["x86_64"]}`, ['warning architecture-unknown 1:52']],
    [`{${HEAD},"flags":["SECCOMP_FILTER_FLAG_LOG"]}`, []],
    [`{${HEAD},"flags":["SECCOMP_FILTER_FLAG_LOGS"]}`, ['error word-unknown 1:44']],
    [`{${HEAD},"defaultErrnoRet":-1}`, ['error number-negative 1:53']],
    [`{${HEAD},"defaultErrnoRet":1.0}`, ['error number-fraction 1:53']],
    [`{${HEAD},"defaultErrnoRet":4095}`, ['warning errno-large 1:53']],
    [`{${HEAD},"syscalls":[null]}`, ['error type 1:47']],
    [withRule('"action":"SCMP_ACT_ALLOW"'), ['warning names-missing 1:47']],
    [withRule('"names":[""],"action":"SCMP_ACT_ALLOW"'), ['warning name-empty 1:57']],
    [withRule('"name":"read","names":["write"],"action":"SCMP_ACT_ALLOW"'), ['error name-with-names 1:55']],
    [withRule('"name":"read","names":[],"action":"SCMP_ACT_ALLOW"'), []],
    [withRule('"names":"read","action":"SCMP_ACT_ALLOW"'), ['error type 1:56']],
    [withRule('"names":["lsm_set_self_attrs"],"action":"SCMP_ACT_ALLOW"'), ['warning name-unknown 1:57']],
    [withRule('"names":["read"]'), ['error action-missing 1:47']],
    [withRule('"names":["read"],"includes":{"arches":["arm64"]}'), ['warning action-missing 1:47']],
    [withRule('"names":["read"],"includes":{},"excludes":null'), ['error action-missing 1:47']],
    [withRule('"names":["read\\u0000x"],"action":"SCMP_ACT_ALLOW"'), ['warning name-nul 1:57']],
    [
      '{"syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW","excludes":{"arches":["arm64"]}}]}',
      ['warning action-missing 1:1'],
    ],
    [
      withRule('"names":["read"],"action":"SCMP_ACT_ALLOW","includes":{"minKernel":"4.8.1"}'),
      ['error kernel-version 1:115'],
    ],
    [withRule('"names":["read"],"action":"SCMP_ACT_ALLOW","includes":{"minKernel":""}'), []],
    [withArg('"index":6,"value":1,"op":"SCMP_CMP_EQ"'), ['error argument-index 1:108']],
    [withArg('"index":0,"value":1,"op":"EQ"'), ['error word-unknown 1:125']],
    [withArg('"index":0,"value":1'), ['error operator-missing 1:99']],
    [withArg('"index":0,"value":"1","op":"SCMP_CMP_EQ"'), ['error type 1:118']],
    [withArg('"index":0,"value":18446744073709551616,"op":"SCMP_CMP_EQ"'), ['error number-large 1:118']],
  ])('%s: %j', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  test('says the nearest, and offers to write it', () => {
    const [problem] = parseProfile(withRule('"names":["lsm_set_self_attrs"],"action":"SCMP_ACT_ALLOW"')).diagnostics;
    expect(problem).toEqual({
      code: 'name-unknown',
      severity: 'warning',
      message: 'libseccomp up to 2.6.1 knows no system call "lsm_set_self_attrs".',
      hint: 'runc and crun ignore the name. Write lsm_set_self_attr or lsm_get_self_attr.',
      span: { start: 56, end: 76, line: 1, column: 57 },
      fix: [{ start: 56, end: 76, text: '"lsm_set_self_attr"' }],
    });
  });
});

describe('what only Docker reads is wrong for Docker alone', () => {
  const gated = (members: string) => withRule(`"names":["read"],"action":"SCMP_ACT_ALLOW",${members}`);
  test.each<[text: string, docker: string[], podman: string[], oci: string[]]>([
    [gated('"includes":{"minKernel":3}'), ['error type 1:115'], [], []],
    [gated('"includes":{"minKernel":"3"}'), ['error kernel-version 1:115'], [], []],
    [gated('"excludes":{"minKernel":{}}'), ['error type 1:115'], [], []],
    [gated('"includes":{"minKernel":3,"caps":5}'), ['error type 1:115', 'error type 1:124'], ['error type 1:124'], []],
    [
      gated('"includes":{"minKernel":3},"includes":null'),
      ['error type 1:115', 'warning key-twice 1:118'],
      ['warning key-twice 1:118'],
      ['warning key-twice 1:118'],
    ],
    [gated('"includes":5'), ['error type 1:102'], ['error type 1:102'], []],
    [gated('"name":"write"'), ['error name-with-names 1:98'], ['error name-with-names 1:98'], []],
    [gated('"comment":5'), ['error type 1:101'], ['error type 1:101'], []],
    [gated('"errno":5'), ['warning type 1:99'], ['warning type 1:99'], []],
    [`{${HEAD},"archMap":5}`, ['error type 1:45'], ['error type 1:45'], []],
    [
      `{${HEAD},"architectures":["SCMP_ARCH_X86"],"archMap":[{}]}`,
      ['error architectures-with-archmap 1:79'],
      ['error architectures-with-archmap 1:79'],
      [],
    ],
    [
      gated('"errnoRet":-1'),
      ['error number-negative 1:102'],
      ['error number-negative 1:102'],
      ['error number-negative 1:102'],
    ],
  ])('%s', (text, ...expected) => {
    const engines = (['docker', 'podman', 'containerd'] as const).map((engine) => reader({ engine }));
    expect(engines.map((each) => problems(text, each))).toEqual(expected);
    expect(problems(text)).toEqual(expected[0]);
  });
});

describe('what a release has no field for may be anything', () => {
  const inEngine = (members: string) => `{${HEAD},${members}}`;
  const inConfig = (members: string) => `{"ociVersion":"1.0.2","linux":{"seccomp":{${HEAD},${members}}}}`;
  type Row = [by: string, written: typeof inEngine, last: Reader, first: Reader];
  const engines = (name: 'docker' | 'podman' | 'containerd', last: string, first: string): Row => {
    const of = (engine: string) => reader({ engine: name, versions: { engine } });
    return [name, inEngine, of(last), of(first)];
  };
  const runc = (runtime: string) => reader({ versions: { runtime } });
  const ROWS: readonly Row[] = [
    engines('docker', '20.10.24', '23.0.0'),
    engines('podman', '4.0.3', '4.1.0'),
    engines('containerd', '1.5.4', '1.5.5'),
    ['runc', inConfig, runc('1.0.0-rc93'), runc('1.0.0-rc94')],
  ];
  const codes = (text: string, by: Reader) => problems(text, by).map((line) => line.replace(/ [^ ]*$/, ''));

  test.each<[members: string, problem: string, unread: string[]]>([
    ['"listenerPath":5', 'error type', ['docker', 'podman', 'containerd', 'runc']],
    ['"listenerPath":["x"]', 'error type', ['docker', 'podman', 'containerd', 'runc']],
    ['"listenerMetadata":{}', 'error type', ['docker', 'podman', 'containerd', 'runc']],
    ['"flags":5', 'error type', ['docker', 'podman']],
    ['"flags":["NONE"]', 'error word-unknown', ['docker', 'podman']],
    ['"flags":[null]', 'error word-unknown', ['docker', 'podman']],
    ['"defaultErrnoRet":-1', 'error number-negative', ['docker']],
    ['"defaultErrnoRet":"1"', 'error type', ['docker']],
    ['"architectures":5', 'error type', []],
    ['"syscalls":[5]', 'error type', []],
  ])('%s', (members, problem, unread) => {
    for (const [by, written, last, first] of ROWS) {
      expect([by, codes(written(members), last)]).toEqual([by, unread.includes(by) ? [] : [problem]]);
      expect([by, codes(written(members), first)]).toEqual([by, [problem]]);
    }
  });

  test.each(['"listenerPath":5', '"listenerPath":["x"]', '"listenerMetadata":{}'])(
    'crun takes %s for nothing',
    (members) => {
      const crun = reader({ runtime: 'crun' });
      expect([codes(inConfig(members), crun), codes(inEngine(members), crun)]).toEqual([[], ['error type']]);
      expect(parseProfile(inConfig(members), 0, crun).value?.listenerPath).toBe(undefined);
    },
  );

  test('who reads alike is one reader, and the text is not read again for another release of it', () => {
    expect(reader({ engine: 'docker', versions: { engine: '29.9.0' } })).toBe(reader({ capabilities: ['CAP_CHOWN'] }));
  });
});

describe('as Docker read a rule before 23.0, and Podman does', () => {
  const rule = (members: string) => withRule(`"names":["read"],"action":"SCMP_ACT_ALLOW",${members}`);
  const ARG = '{"index":0,"value":1,"op":"SCMP_CMP_EQ"}';
  test.each<[text: string, earlier: string[], today: string[], gate: number]>([
    [rule('"name":"write"'), ['error name-with-names'], ['error name-with-names'], 0],
    [rule('"name":"write","excludes":{"arches":["amd64"]}'), ['warning name-with-names'], ['error name-with-names'], 0],
    [rule('"includes":{"caps":["A"]},"includes":null'), ['warning key-twice'], ['warning key-twice'], 1],
    [rule('"includes":{"caps":["A"]},"includes":{}'), ['warning key-twice'], ['warning key-twice'], 0],
    [rule(`"args":[${ARG}],"args":[null]`), ['warning key-twice', 'error operator-missing'], ['warning key-twice'], 0],
    [
      rule(`"args":[${ARG}],"args":[{"op":"SCMP_CMP_NE"}]`),
      ['warning key-twice', 'warning key-twice'],
      ['warning key-twice', 'warning key-twice'],
      0,
    ],
  ])('%s', (text, earlier, today, gate) => {
    const told = (by: Reader) => problems(text, by).map((line) => line.replace(/ [^ ]*$/, ''));
    const docker = reader({ engine: 'docker', versions: { engine: '20.10.24' } });
    expect([told(docker), told(reader({ engine: 'podman' })), told(reader({}))]).toEqual([earlier, earlier, today]);
    const held = parseProfile(text, 0, docker).value?.rules[0]?.includes.capabilities.length;
    const heldToday = parseProfile(text, 0).value?.rules[0]?.includes.capabilities.length;
    expect([(held ?? 0) - (heldToday ?? 0)]).toEqual([gate]);
  });
});

test.each([
  [
    'SCMP_ACT_PERMIT',
    'Write one of SCMP_ACT_KILL, SCMP_ACT_KILL_THREAD, SCMP_ACT_KILL_PROCESS, SCMP_ACT_TRAP, SCMP_ACT_ERRNO, SCMP_ACT_TRACE, SCMP_ACT_ALLOW, SCMP_ACT_LOG, SCMP_ACT_NOTIFY.',
    undefined,
  ],
  ['SCMP_ACT_KIL', 'Write SCMP_ACT_KILL.', '"SCMP_ACT_KILL"'],
])('an action that there is not: %s', (written, hint, mended) => {
  const [problem] = parseProfile(withRule(`"names":["read"],"action":"${written}"`)).diagnostics;
  expect([problem?.hint, problem?.fix?.[0]?.text]).toEqual([`runc refuses to start the container. ${hint}`, mended]);
});

test('a comparison that may be one or another: both are named, and neither is written', () => {
  const [problem] = parseProfile(withArg('"index":0,"value":1,"op":"SCMP_CMP_GTE"')).diagnostics;
  expect([problem?.hint, problem?.fix]).toEqual([
    'runc refuses to start the container. Write SCMP_CMP_GE or SCMP_CMP_GT.',
    undefined,
  ]);
});

describe('every key of ten years', () => {
  const KEYS = `{
    "defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 38, "defaultErrno": "ENOSYS",
    "architectures": ["SCMP_ARCH_X86_64", "SCMP_ARCH_X32"],
    "flags": ["SECCOMP_FILTER_FLAG_LOG"], "listenerPath": "/run/agent.sock",
    "syscalls": [
      { "name": "clone", "action": "SCMP_ACT_ALLOW", "args": [{ "index": 0, "value": 2114060288, "valueTwo": 0, "op": "SCMP_CMP_MASKED_EQ" }] },
      { "names": ["mount", "umount2"], "action": "SCMP_ACT_ERRNO", "errnoRet": 1, "errno": "EPERM", "comment": "no mounts",
        "includes": { "caps": ["CAP_SYS_ADMIN"], "arches": ["amd64"], "minKernel": "4.8" },
        "excludes": { "caps": ["CAP_BPF"], "arches": ["s390x"], "minKernel": "6.1" } }
    ]
  }`;
  const span = expect.objectContaining({ line: expect.any(Number) });
  const word = (text: string) => ({ text, span });
  const empty = { capabilities: [], architectures: [] };

  test('as Docker and Podman wrote them', () => {
    expect(parseProfile(KEYS)).toEqual({
      diagnostics: [],
      value: {
        defaultAction: 'SCMP_ACT_ERRNO',
        defaultErrnoRet: 38,
        defaultErrnoSpan: expect.objectContaining({ line: 2, column: 59 }),
        defaultErrno: word('ENOSYS'),
        defaultSpan: span,
        span,
        architectures: [word('SCMP_ARCH_X86_64'), word('SCMP_ARCH_X32')],
        archMap: [],
        flags: [word('SECCOMP_FILTER_FLAG_LOG')],
        listenerPath: '/run/agent.sock',
        rules: [
          {
            index: 0,
            names: [word('clone')],
            isSingle: true,
            action: 'SCMP_ACT_ALLOW',
            args: [{ index: 0, value: 0x7e020000n, valueTwo: 0n, op: 'SCMP_CMP_MASKED_EQ', span }],
            includes: empty,
            excludes: empty,
            span,
            actionSpan: span,
          },
          {
            index: 1,
            names: [word('mount'), word('umount2')],
            action: 'SCMP_ACT_ERRNO',
            errnoRet: 1,
            errno: word('EPERM'),
            args: [],
            comment: 'no mounts',
            includes: { capabilities: ['CAP_SYS_ADMIN'], architectures: ['amd64'], minKernel: '4.8' },
            excludes: { capabilities: ['CAP_BPF'], architectures: ['s390x'], minKernel: '6.1' },
            span,
            actionSpan: span,
          },
        ],
        format: 'docker',
        withoutDefault: false,
      },
    });
  });

  test('and what the architectures became in 2017', () => {
    const map =
      '"archMap":[{"architecture":"SCMP_ARCH_AARCH64","subArchitectures":["SCMP_ARCH_ARM"]},{"architecture":"SCMP_ARCH_RISCV64","subArchitectures":null}]';
    expect(parseProfile(`{${HEAD},${map}}`).value?.archMap).toEqual([
      { architecture: 'SCMP_ARCH_AARCH64', subArchitectures: ['SCMP_ARCH_ARM'], span },
      { architecture: 'SCMP_ARCH_RISCV64', subArchitectures: [], span },
    ]);
  });

  test('every problem at once, each at its line', () => {
    const text = KEYS.replace('"SCMP_ARCH_X32"', '"SCMP_ARCH_X31"')
      .replace('FLAG_LOG', 'FLAG_LOGS')
      .replace('"clone"', '"clone", "names": ["clonee"]')
      .replace('"index": 0', '"index": 6')
      .replace('2114060288', '18446744073709551616')
      .replace('MASKED_EQ', 'MASKED')
      .replace('"errnoRet": 1', '"errnoRet": -1')
      .replace('"comment"', '"coment"')
      .replace('"SCMP_ACT_ERRNO", "errno', '"SCMP_ACT_ERNO", "errno')
      .replace('"4.8" },', '"4.8.1", },');
    expect(problems(text)).toEqual([
      'error word-unknown 3:43',
      'error word-unknown 4:15',
      'error name-with-names 6:17',
      'warning name-unknown 6:36',
      'error argument-index 6:95',
      'error number-large 6:107',
      'error word-unknown 6:150',
      'warning word-unknown 7:50',
      'error number-negative 7:79',
      'warning key-unknown 7:101',
      'error kernel-version 8:84',
      'error json-trailing-comma 8:91',
    ]);
  });
});

describe("what is read is what Go's reader reads", () => {
  test.each<[string, string, unknown]>([
    ['64 bits are exact', '"value":18446744073709551615', { value: 18446744073709551615n }],
    ['the last of two wins', '"value":1,"value":2', { value: 2n }],
    ['in any case', '"VALUE":1,"ValueTwo":2', { value: 1n, valueTwo: 2n }],
    ['even with signs that fold to letters', '"valueTwo":7,"op":"SCMP_CMP_NE"', { valueTwo: 7n }],
    ['null is nothing', '"value":null', { value: 0n }],
    ["a negative number is its two's complement", '"value":-2', { value: 2n ** 64n - 2n }],
  ])('%s', (_, members, expected) => {
    const { value } = parseProfile(withArg(`"index":0,"op":"SCMP_CMP_EQ",${members}`));
    expect(value?.rules[0]?.args[0]).toMatchObject(expected as object);
  });

  test('two objects under one key become one', () => {
    const text = withRule(
      '"names":["read"],"action":"SCMP_ACT_ALLOW","includes":{"caps":["CAP_KILL"]},"includes":{"minKernel":"4.8"}',
    );
    expect(parseProfile(text).value?.rules[0]?.includes).toEqual({
      capabilities: ['CAP_KILL'],
      architectures: [],
      minKernel: '4.8',
    });
  });

  // Go decodes a list into the one that it had under the key, and a third into what the second left behind.
  test.each<[string, string, readonly string[]]>([
    ['a shorter list', '"names":["read","write"],"names":["dup"]', ['dup']],
    ['null in a list', '"names":["read"],"names":[null]', ['read']],
    ['null in a third list', '"names":["read","write"],"names":["dup"],"names":["dup",null]', ['dup', 'write']],
    ['null in a list after an empty one', '"names":["read","write"],"names":[],"names":["dup",null]', ['dup', '']],
    ['null for a list', '"names":["read"],"names":null', []],
  ])('%s', (_, names, expected) => {
    const { value } = parseProfile(withRule(`${names},"action":"SCMP_ACT_ALLOW"`));
    expect(value?.rules[0]?.names.map(({ text }) => text)).toEqual(expected);
  });

  test.each<[string, string, string]>([
    ['the last one', '"action":"SCMP_ACT_LOG"', 'Docker and runc use the last one.'],
    ['nothing', '"action":null', 'Docker and runc use the first one.'],
    [
      'an object',
      '"includes":{}',
      'Docker and runc merge both: a key in the last one replaces the same key in the first.',
    ],
    [
      'a list of objects',
      '"args":[{}]',
      'Docker and runc merge both, entry by entry: a key in the last one replaces the same key in the first.',
    ],
  ])('says what a second value does: %s', (_, second, hint) => {
    const first = '"names":["read"],"action":"SCMP_ACT_ALLOW","includes":{},"args":[{"op":"SCMP_CMP_EQ"}]';
    const { diagnostics } = parseProfile(withRule(`${first},${second}`));
    expect(diagnostics.map((problem) => [problem.code, problem.hint])).toEqual([['key-twice', hint]]);
  });

  test("an OCI config.json's seccomp object, without Docker's keys", () => {
    const rule = '{"names":["read"],"action":"SCMP_ACT_ALLOW","includes":{"caps":["CAP_KILL"]}}';
    const { value, diagnostics } = parseProfile(
      `{"ociVersion":"1.2.0","linux":{"seccomp":{${HEAD},"syscalls":[${rule}]}}}`,
    );
    expect(value).toMatchObject({ format: 'oci', rules: [{ includes: { capabilities: [] } }] });
    expect(diagnostics.map(({ code }) => code)).toEqual(['key-unknown']);
  });
});
