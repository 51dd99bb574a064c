import fc from 'fast-check';
import type { Target } from '../../../src/engine/seccomp/index.ts';
import { TARGET } from './inline.ts';

/** Names that random profiles have rules for. */
export const NAMES =
  'socket clone clone3 personality mkdir read write openat2 statx fchmodat2 keyctl nosuchcall othercall chmod arm_fadvise64_64 accept4 setuid'.split(
    ' ',
  );
const OPERATORS = ['EQ', 'NE', 'LT', 'LE', 'GT', 'GE', 'MASKED_EQ'];
/** Values that they compare. */
export const VALUES = ['0', '1', '5', '40', '262144', '4294967295', '4294967296', '18446744073709551615'];

const argument = fc
  .record({
    index: fc.nat(4),
    value: fc.constantFrom(...VALUES),
    valueTwo: fc.constantFrom('', ...VALUES),
    op: fc.constantFrom(...OPERATORS),
  })
  .map(
    ({ index, value, valueTwo, op }) =>
      `{"index":${index},"value":${value},${valueTwo === '' ? '' : `"valueTwo":${valueTwo},`}"op":"SCMP_CMP_${op}"}`,
  );
const denial = fc
  .constantFrom('socket', 'personality', 'setuid')
  .map((name) => `{"names":["${name}"],"action":"SCMP_ACT_ERRNO","args":[{"index":0,"value":40,"op":"SCMP_CMP_EQ"}]}`);
const anyRule = fc
  .record({
    names: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }),
    action: fc.constantFrom('ALLOW', 'ALLOW', 'ERRNO', 'KILL', 'LOG'),
    errnoRet: fc.constantFrom('', '', ',"errnoRet":1', ',"errnoRet": 38'),
    args: fc.array(argument, { maxLength: 2 }),
    gate: fc.constantFrom('', '', '', ',"includes":{"caps":["CAP_SYS_ADMIN"]}', ',"includes":{"caps":["SYS_ADMIN"]}'),
  })
  .map(({ names, action, errnoRet, args, gate }) => {
    const written = args.length === 0 ? '' : `,"args":[${args.join(', ')}]`;
    return `{"names":${JSON.stringify(names)},"action":"SCMP_ACT_${action}"${action === 'ERRNO' ? errnoRet : ''}${written}${gate}}`;
  });
const rule = fc.oneof({ arbitrary: anyRule, weight: 5 }, { arbitrary: denial, weight: 1 });
/** Random profiles, in several layouts. */
export const profileText = fc
  .record({
    first: fc.constantFrom('ERRNO', 'ERRNO', 'ALLOW', 'KILL'),
    architectures: fc.constantFrom(
      '',
      '"architectures":["SCMP_ARCH_X86"],',
      '"architectures":["SCMP_ARCH_X86","SCMP_ARCH_X32"],',
    ),
    rules: fc.array(rule, { minLength: 1, maxLength: 7 }),
    layout: fc.constantFrom('compact', 'lines', 'indented'),
  })
  .map(({ first, architectures, rules, layout }) => {
    const separator = layout === 'compact' ? ',' : layout === 'lines' ? ',\n' : ' ,\n\t\t';
    const text = `{"defaultAction":"SCMP_ACT_${first}",${architectures}"syscalls":[${rules.join(separator)}]}`;
    return layout === 'indented'
      ? text.replaceAll('["', '[\n  "').replaceAll('","', '",\n  "').replaceAll('{"index"', '{\n "index"')
      : text;
  });
/** What they are resolved for. */
export const target = fc.constantFrom<Target>(
  TARGET,
  { ...TARGET, runtime: 'libseccomp' },
  { ...TARGET, capabilities: ['CAP_SYS_ADMIN'] },
  { ...TARGET, arch: 'SCMP_ARCH_AARCH64' },
);
