import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CAPABILITIES } from '../../../../src/engine/linux/index.ts';
import { compile, parseProfile, resolve, type Target, writeOci } from '../../../../src/engine/seccomp/index.ts';
import { PRESETS } from '../../../../src/instrument/presets/presets.ts';
import { runs } from '../../../seed.ts';

const NODE = { arch: 'SCMP_ARCH_X86_64', kernel: '6.12', runtime: 'runc', engine: 'containerd' } as const;

test('the rules that apply, their conditions decided, and the architectures of the machine', () => {
  const text = JSON.stringify({
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: 38,
    archMap: [{ architecture: 'SCMP_ARCH_X86_64', subArchitectures: ['SCMP_ARCH_X86'] }],
    syscalls: [
      { names: ['read', 'write'], action: 'SCMP_ACT_ALLOW' },
      { names: ['ptrace'], action: 'SCMP_ACT_ALLOW', includes: { minKernel: '4.8' } },
      { names: ['mount'], action: 'SCMP_ACT_ALLOW', includes: { caps: ['CAP_SYS_ADMIN'] }, comment: 'for "root"' },
      {
        names: ['clone'],
        action: 'SCMP_ACT_ERRNO',
        errnoRet: 1,
        args: [{ index: 0, value: 2114060288, valueTwo: 8, op: 'SCMP_CMP_MASKED_EQ' }],
        excludes: { caps: ['CAP_SYS_ADMIN'] },
      },
    ],
  });
  const { value: profile } = parseProfile(text);
  expect(
    [[], ['CAP_SYS_ADMIN']].map(
      (capabilities) => profile && writeOci(profile, { ...NODE, capabilities, builtin: true }),
    ),
  ).toMatchInlineSnapshot(`
    [
      "{
    	"defaultAction": "SCMP_ACT_ERRNO",
    	"defaultErrnoRet": 38,
    	"architectures": ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86"],
    	"syscalls": [
    		{
    			"names": ["read", "write"],
    			"action": "SCMP_ACT_ALLOW"
    		},
    		{
    			"names": ["ptrace"],
    			"action": "SCMP_ACT_ALLOW"
    		},
    		{
    			"names": ["clone"],
    			"action": "SCMP_ACT_ERRNO",
    			"errnoRet": 1,
    			"args": [{ "index": 0, "value": 2114060288, "valueTwo": 8, "op": "SCMP_CMP_MASKED_EQ" }]
    		}
    	]
    }
    ",
      "{
    	"defaultAction": "SCMP_ACT_ERRNO",
    	"defaultErrnoRet": 38,
    	"architectures": ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86"],
    	"syscalls": [
    		{
    			"names": ["read", "write"],
    			"action": "SCMP_ACT_ALLOW"
    		},
    		{
    			"names": ["ptrace"],
    			"action": "SCMP_ACT_ALLOW"
    		},
    		{
    			"names": ["mount"],
    			"action": "SCMP_ACT_ALLOW",
    			"comment": "for \\"root\\""
    		}
    	]
    }
    ",
    ]
  `);
});

/** What a node makes of the default that it has in code, and of a file. */
function programOf(text: string, target: Target) {
  const { value: profile } = parseProfile(text);
  const filter = profile && resolve(profile, target).value;
  if (filter === undefined) throw new Error('no filter');
  return compile(filter).value?.instructions;
}

describe('containerd makes of the file what it makes of its own default', () => {
  const defaults = PRESETS.filter(({ id }) => /^(?:containerd|docker|podman|cri-o)-/.test(id));
  test.each(defaults.map(({ id, load }) => ({ id, load })))('$id, for any capabilities', async ({ load }) => {
    const text = await load();
    const { value: profile } = parseProfile(text);
    if (profile === undefined) throw new Error('no profile');
    fc.assert(
      fc.property(fc.subarray([...CAPABILITIES]), fc.constantFrom('4.4', '6.12'), (capabilities, kernel) => {
        const target: Target = { ...NODE, kernel, capabilities };
        const written = writeOci(profile, { ...target, builtin: true });
        expect(programOf(written, target)).toEqual(programOf(text, { ...target, builtin: true }));
      }),
      { numRuns: runs(1) },
    );
  });
});
