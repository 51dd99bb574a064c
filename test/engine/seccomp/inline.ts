import {
  decide,
  type Filter,
  parseCall,
  parseProfile,
  resolve,
  type Target,
} from '../../../src/engine/seccomp/index.ts';
import { verdictInWords } from './presets.ts';

const ACTIONS: Record<string, string> = { kill: 'KILL', proc: 'KILL_PROCESS', notify: 'NOTIFY' };
const OPERATORS: Record<string, string> = { '==': 'EQ', '!=': 'NE', '<': 'LT', '<=': 'LE', '>': 'GT', '>=': 'GE' };

/**
 * A profile in few words: "errno: allow read write | errno=38 clone arg0==1 arg1&3==1", the default action first, then the rules; with
 * "x86+x32" in brackets behind the default's word, these architectures. Each rule on its own line of the text.
 */
export function profileText(words: string): string {
  const [head = '', rest = ''] = words.split(/:(.*)/s);
  const [, name = '', errno, architectures] = /^(\w+)(?:=(\d+))?(?:\[(.*)\])?$/.exec(head.trim()) ?? [];
  const rules = rest
    .split('|')
    .map(rule)
    .filter((text) => text !== '');
  return JSON.stringify(
    {
      defaultAction: action(name),
      ...(errno !== undefined && { defaultErrnoRet: Number(errno) }),
      ...(architectures !== undefined && {
        architectures: architectures.split('+').map((arch) => `SCMP_ARCH_${arch.toUpperCase()}`),
      }),
    },
    null,
    0,
  ).replace(/}$/, `,"syscalls":[\n${rules.join(',\n')}]}`);
}

const action = (name: string) => `SCMP_ACT_${ACTIONS[name] ?? name.toUpperCase()}`;

function rule(words: string): string {
  const [head = '', ...others] = words.trim().split(/\s+/);
  if (head === '') return '';
  const [name = '', errno] = head.split('=');
  const names = others.filter((word) => !word.startsWith('arg'));
  const args = others.flatMap((word) => {
    const [, index, mask, operator = '', value] = /^arg(\d)(?:&(\w+))?([=!<>]+)(\w+)$/.exec(word) ?? [];
    if (index === undefined) return [];
    const parts = mask === undefined ? [value, 0, OPERATORS[operator]] : [mask, value, 'MASKED_EQ'];
    return [
      `{"index":${index},"value":${BigInt(parts[0] ?? 0)},"valueTwo":${BigInt(parts[1] ?? 0)},"op":"SCMP_CMP_${parts[2]}"}`,
    ];
  });
  const errnoRet = errno === undefined ? '' : `,"errnoRet":${errno}`;
  return `{"names":${JSON.stringify(names)},"action":"${action(name)}"${errnoRet},"args":[${args}]}`;
}

export const TARGET: Target = { arch: 'SCMP_ARCH_X86_64', kernel: '6.12', capabilities: [], runtime: 'runc' };

/** The filter of such a profile, or why there is none: "rule-conflict 3:10". */
export function filterOf(words: string, target: Partial<Target> = {}): Filter | string {
  const profile = parseProfile(profileText(words)).value;
  if (profile === undefined) return 'no profile';
  const { value, diagnostics } = resolve(profile, { ...TARGET, ...target });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return value ?? errors.map(({ code, span }) => `${code} ${span?.line}:${span?.column}`).join(', ');
}

/** The same where there is one. */
export function filterIn(words: string, target: Partial<Target> = {}): Filter {
  const filter = filterOf(words, target);
  if (typeof filter === 'string') throw new Error(filter);
  return filter;
}

/** As `answer` of presets.ts, for a profile in few words. */
export function inlineAnswer(words: string, call: string, target: Partial<Target> = {}): string {
  const filter = filterOf(words, target);
  if (typeof filter === 'string') return filter;
  const parsed = parseCall(call, filter.target.arch).value;
  return parsed === undefined ? 'no call' : verdictInWords(decide(filter, parsed));
}
