import { readFileSync } from 'node:fs';
import { type Arch, CAPABILITIES, readArch } from '../../../src/engine/linux/index.ts';
import {
  DOCKER_CAPABILITIES,
  decide,
  type Filter,
  formatCondition,
  parseCall,
  parseProfile,
  type Reason,
  resolve,
  type Verdict,
} from '../../../src/engine/seccomp/index.ts';

const FILES = { 'docker-26.1': 'docker-26.1.5.json', 'talk-2016': 'talk-2016.json.txt' };

export function presetText(name: keyof typeof FILES): string {
  return readFileSync(new URL(`../../../content/data/profiles/${FILES[name]}`, import.meta.url), 'utf8');
}

/** "docker-26.1 x86_64 caps=14 kernel=6.12": caps 0, 14 (Docker's), all, or names joined by +; the rest may be left out. */
export function filterFrom(words: string): Filter {
  const [name = '', arch = 'x86_64', ...options] = words.split(' ');
  const option = (key: string) => options.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1);
  const profile = parseProfile(presetText(name as keyof typeof FILES)).value;
  const filter =
    profile &&
    resolve(profile, {
      arch: archFrom(arch),
      kernel: option('kernel') ?? '6.12',
      capabilities: capabilitiesFrom(option('caps') ?? '14'),
      runtime: 'runc',
    }).value;
  if (filter === undefined) throw new Error(`no filter: ${words}`);
  return filter;
}

function archFrom(word: string): Arch {
  return readArch(word) ?? 'SCMP_ARCH_X86_64';
}

function capabilitiesFrom(word: string): readonly string[] {
  if (word === '0') return [];
  if (word === '14') return DOCKER_CAPABILITIES;
  return word === 'all' ? CAPABILITIES : word.split('+').map((name) => `CAP_${name}`);
}

/** "ERRNO 1, line 12: rule arg0 == 8": what the program gets, the line of the rule, and the step that decided. */
export function answer(words: string, call: string): string {
  const filter = filterFrom(words);
  const parsed = parseCall(call, filter.target.arch).value;
  if (parsed === undefined) throw new Error(`no call: ${call}`);
  return verdictInWords(decide(filter, parsed));
}

export function verdictInWords({ action, data, rule, reason }: Verdict): string {
  const place = rule === undefined ? '' : ` by line ${rule.nameSpan?.line}`;
  return `${action}${data === 0 ? '' : ` ${data}`}${place}, ${reasonInWords(reason)}`;
}

function reasonInWords(reason: Reason): string {
  switch (reason.kind) {
    case 'rule':
      return ['rule', ...reason.conditions.map(formatCondition)].join(' ');
    case 'conditions':
    case 'misread':
    case 'redundant':
      return `${reason.kind} of lines ${reason.rules.map(({ nameSpan }) => nameSpan?.line).join(' ')}`;
    case 'inactive':
      return reason.rules
        .map(
          ({ rule, why }) =>
            `line ${rule.nameSpan?.line} ${why.excluded ? 'excludes' : 'needs'} ${why.values.join(' ')}`,
        )
        .join(', ');
    case 'above-enosys-line':
      return `above ${reason.highest}`;
    default:
      return reason.kind;
  }
}
