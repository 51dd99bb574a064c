import { describe, expect, test } from 'vitest';
import { decide, parseCall, parseProfile, resolve, type Target } from '../../../../src/engine/seccomp/index.ts';

const TEXT = `{
  "defaultAction": "SCMP_ACT_ERRNO",
  "architectures": ["SCMP_ARCH_X86_64"],
  "syscalls": [
    { "names": ["close", "mseal", "listns"], "action": "SCMP_ACT_ALLOW" },
    { "names": ["futex_waitv"], "action": "SCMP_ACT_ERRNO" },
    { "names": ["futex_waitv"], "action": "SCMP_ACT_KILL" }
  ]
}`;

const target = (libseccomp: string | undefined, runtime: Target['runtime']): Target => ({
  arch: 'SCMP_ARCH_X86_64',
  kernel: '6.12',
  capabilities: [],
  runtime,
  ...(libseccomp && { versions: { libseccomp } }),
});

function asked(call: string, libseccomp: string | undefined, runtime: Target['runtime']) {
  const profile = parseProfile(TEXT).value;
  const resolved = profile && resolve(profile, target(libseccomp, runtime));
  const parsed = parseCall(call, 'SCMP_ARCH_X86_64').value;
  if (!resolved?.value || !parsed) throw new Error('The profile gives no filter, or the text no call.');
  return { verdict: decide(resolved.value, parsed), diagnostics: resolved.diagnostics };
}

describe('a name that the target’s libseccomp doesn’t know yet', () => {
  test.each<[string, string | undefined, Target['runtime'], string]>([
    ['mseal', '2.5.1', 'crun', 'ERRNO 1 name-too-new since 2.6.0 of rules 0'],
    ['mseal', '2.5.4', 'libseccomp', 'ERRNO 1 name-too-new since 2.6.0 of rules 0'],
    ['mseal', '2.6.0', 'crun', 'ALLOW 0 rule'],
    ['mseal', undefined, 'crun', 'ALLOW 0 rule'],
    ['listns', undefined, 'crun', 'ERRNO 1 name-too-new since 2.6.1 of rules 0'],
    ['listns', '2.6.1', 'crun', 'ALLOW 0 rule'],
    // runc's line is drawn by the names that libseccomp knows.
    ['mseal', '2.5.1', 'runc', 'ERRNO 38 above-enosys-line since 2.6.0 of rules 0'],
    ['listns', undefined, 'runc', 'ERRNO 38 above-enosys-line since 2.6.1 of rules 0'],
    ['listns', '2.6.1', 'runc', 'ALLOW 0 rule'],
    ['999', '2.5.1', 'runc', 'ERRNO 38 above-enosys-line'],
    ['mkdir', '2.5.1', 'crun', 'ERRNO 1 no-rule'],
    // The runtime drops a rule with the default action before it asks for the name.
    ['futex_waitv', '2.5.1', 'crun', 'ERRNO 1 redundant'],
    ['futex_waitv', '2.5.4', 'crun', 'KILL_THREAD 0 rule'],
  ])('%s, libseccomp %s, %s: %s', (call, libseccomp, runtime, expected) => {
    const { action, data, reason } = asked(call, libseccomp, runtime).verdict;
    const tooNew =
      reason.kind === 'name-too-new' ? reason : reason.kind === 'above-enosys-line' ? reason.tooNew : undefined;
    const why = tooNew ? ` since ${tooNew.since} of rules ${tooNew.rules.map(({ index }) => index)}` : '';
    expect(`${action} ${data} ${reason.kind}${why}`).toBe(expected);
  });

  test('is told once, at its first place, and is no typo', () => {
    const told = asked('read', '2.5.1', 'runc').diagnostics.map(({ code, severity, message, hint, span }) => [
      `${code} ${severity} ${span?.line}:${span?.column}`,
      message,
      hint,
    ]);
    expect([told, parseProfile(TEXT).diagnostics]).toEqual([
      [
        [
          'name-too-new info 5:26',
          'libseccomp 2.5.1 does not know the call mseal.',
          'runc ignores the name. libseccomp 2.6.0 knows it.',
        ],
        [
          'name-too-new info 5:35',
          'libseccomp 2.5.1 does not know the call listns.',
          'runc ignores the name. libseccomp 2.6.1 knows it.',
        ],
        [
          'name-too-new info 7:17',
          'libseccomp 2.5.1 does not know the call futex_waitv.',
          'runc ignores the name. libseccomp 2.5.4 knows it.',
        ],
      ],
      [],
    ]);
  });
});
