import { type Arch, architectureOf, ENOSYS, EPERM, numberOf, resolveName } from '../../../linux/index.ts';
import type { Edit } from '../../../text/index.ts';
import { versionsOf } from '../../filter/laterKeys.ts';
import { kernelFile, manual } from '../../roads/intents.ts';
import { stateOf } from '../../roads/reach.ts';
import { EXPECTS_ENOSYS, type ExpectsEnosys } from '../catalogue/expectsEnosys.ts';
import { MATTERS, type Matter, NEVER_UNLOCKED } from '../catalogue/leftOpen.ts';
import { abisWith, addItem, type Finding, removeItem, removeItems, type Situation, setKey } from '../passesDespite.ts';

/** Calls that answer EPERM where programs take ENOSYS for "not there": those left to the default at once, for one edit mends them all. */
export function wrongErrors(situation: Situation): Finding[] {
  const wrong = EXPECTS_ENOSYS.filter(({ name }) => refusedOn(situation, name) !== undefined);
  const byDefault = wrong.filter(({ name }) => !situation.byName.has(name));
  const byRule = wrong.filter(({ name }) => situation.byName.has(name));
  return [
    ...(byDefault.length === 0 ? [] : [wrongError(situation, byDefault, fixOfDefault(situation, byDefault))]),
    ...byRule.map((expected) => wrongError(situation, [expected], fixOfRule(situation, expected.name))),
  ];
}

/** The first ABI on which a call answers EPERM. */
function refusedOn(situation: Situation, name: string): Arch | undefined {
  return abisWith(situation, name).find((arch) =>
    situation.answers(arch, name)?.some(({ action, data }) => action === 'ERRNO' && data === EPERM),
  );
}

function wrongError(situation: Situation, wrong: readonly ExpectsEnosys[], fix: Edit[] | undefined): Finding {
  const { filter, byName, profile } = situation;
  const [first] = wrong;
  const { name = '', without = '' } = first ?? {};
  const isOne = wrong.length === 1;
  const arch = refusedOn(situation, name) ?? filter.target.arch;
  const words = (byName.get(name) ?? []).flatMap(({ names }) => names.filter(({ text }) => text === name));
  return {
    code: 'eperm-for-enosys',
    harm: 'breaks',
    title: isOne ? `${name} returns EPERM, not ENOSYS` : `${wrong.length} calls return EPERM, not ENOSYS`,
    message: isOne
      ? `Programs try ${name} first and treat EPERM as a failure. After ENOSYS, ${without}`
      : `Programs try ${wrong.map((expected) => expected.name).join(', ')} first and treat EPERM as a failure. After ENOSYS they use an older call: for ${name}, ${without}`,
    why: 'A program falls back to an older call only if the kernel seems to lack the new one, which is what ENOSYS means.',
    spans: words.length > 0 ? words.map(({ span }) => span) : [profile.defaultSpan],
    sources: [...new Map(wrong.map(({ source }) => [source.url, source])).values()],
    ask: arch === filter.target.arch ? name : `${architectureOf(arch).token}: ${name}`,
    ...(fix && { fix }),
  };
}

/** A rule of their own, where none of them raises the line above which runc answers ENOSYS by itself; else ENOSYS for all that no rule names. */
function fixOfDefault({ text, profile, filter }: Situation, wrong: readonly ExpectsEnosys[]): Edit[] | undefined {
  if (text === undefined) return undefined;
  const last = profile.rules.at(-1);
  const { libseccomp } = versionsOf(filter.target);
  const isBelow = [...filter.branches].every(([arch, { highest }]) =>
    wrong.every(({ name }) => highest !== undefined && resolveName(arch, name, libseccomp) <= highest),
  );
  if (last === undefined || !(isBelow || filter.target.runtime === 'libseccomp'))
    return setKey(text, profile.span, 'defaultErrnoRet', String(ENOSYS));
  const names = wrong.map(({ name }) => `"${name}"`).join(', ');
  return addItem(text, last.span, `{ "names": [${names}], "action": "SCMP_ACT_ERRNO", "errnoRet": ${ENOSYS} }`);
}

/** The error number in the only rule that names the call and nothing else. */
function fixOfRule({ text, byName, mentions }: Situation, name: string): Edit[] | undefined {
  const [rule, ...others] = byName.get(name) ?? [];
  if (text === undefined || rule === undefined || others.length > 0) return undefined;
  const alone = rule.names.length === 1 && rule.args.length === 0 && mentions.get(name) === 1;
  return alone && rule.action === 'SCMP_ACT_ERRNO' ? setKey(text, rule.span, 'errnoRet', String(ENOSYS)) : undefined;
}

/** A default that lets everything pass which nobody thought of. */
export function allowByDefault({ filter, profile }: Situation): Finding[] {
  if (stateOf(filter.defaultAnswer.action) !== 'open') return [];
  return [
    {
      code: 'allow-by-default',
      harm: 'exposes',
      title: 'Calls that the profile doesn’t name are allowed',
      message: 'New kernels and other ABIs have calls that this list doesn’t name.',
      why: 'A list of forbidden calls is complete for one kernel only: mseal, map_shadow_stack and fchmodat2 were added within a year.',
      spans: [profile.defaultSpan],
      sources: [manual('syscalls'), kernelFile('arch/x86/entry/syscalls/syscall_64.tbl', 'the newest numbers')],
    },
  ];
}

/** Calls that Docker's default keeps out for a reason, and this filter lets pass. */
export function leftOpen(situation: Situation): Finding[] {
  return MATTERS.flatMap((matter) => {
    const open = matter.names.filter((name) =>
      abisWith(situation, name).some((arch) =>
        situation.answers(arch, name)?.some(({ action }) => stateOf(action) === 'open'),
      ),
    );
    return open.length === 0 ? [] : [openMatter(situation, matter, open)];
  });
}

function openMatter(situation: Situation, { words, capabilities, source }: Matter, open: readonly string[]): Finding {
  const { filter, byName, profile } = situation;
  const fix = refusal(situation, open);
  const { capabilities: held, arch } = filter.target;
  const lacked = capabilities !== undefined && !capabilities.some((name) => held.includes(name));
  const [first = ''] = open;
  const spans = open.flatMap((name) =>
    (byName.get(name) ?? []).flatMap(({ names }) => names.filter(({ text }) => text === name)),
  );
  return {
    code: 'left-open',
    harm: lacked ? 'note' : 'exposes',
    title: `${open.join(', ')} ${open.length === 1 ? 'is' : 'are'} allowed`,
    message: `${open.length === 1 ? 'The call lets' : 'The calls let'} a program ${words}.${lacked ? ` The kernel also requires ${capabilities.join(' or ')}, which the container lacks.` : ''}`,
    why: blockedByDocker(open),
    spans: spans.length > 0 ? spans.map(({ span }) => span) : [profile.defaultSpan],
    sources: [source],
    ask:
      numberOf(arch, first) === undefined
        ? `${architectureOf(abiOf(filter.architectures, first)).token}: ${first}`
        : first,
    ...(fix && { fix }),
  };
}

/** Which of the calls Docker's default keeps out of every container, and which of those only that lack a capability. */
function blockedByDocker(open: readonly string[]): string {
  const unlocked = open.filter((name) => !NEVER_UNLOCKED.includes(name));
  const blocks = `Docker’s default profile blocks ${open.length === 1 ? 'it' : 'them'}`;
  if (unlocked.length === 0) return `${blocks}.`;
  if (unlocked.length < open.length) return `${blocks}. The right capability unblocks only ${unlocked.join(', ')}.`;
  return `${blocks} unless the container has the capability for ${unlocked.length === 1 ? 'it' : 'them'}.`;
}

/** Leaves them to the default, where each stands once in a rule that does nothing else for it; where the default lets all pass, a rule refuses them. */
function refusal({ text, profile, filter, byName, mentions }: Situation, open: readonly string[]): Edit[] | undefined {
  if (text === undefined) return undefined;
  const last = profile.rules.at(-1);
  if (stateOf(filter.defaultAnswer.action) === 'open') {
    const isNamed = open.some((name) => mentions.has(name));
    const names = open.map((name) => `"${name}"`).join(', ');
    return last === undefined || isNamed
      ? undefined
      : addItem(text, last.span, `{ "names": [${names}], "action": "SCMP_ACT_ERRNO" }`);
  }
  const [rule, ...others] = new Set(open.flatMap((name) => byName.get(name) ?? []));
  if (rule === undefined || others.length > 0 || open.some((name) => mentions.get(name) !== 1)) return undefined;
  const going = rule.names.filter(({ text: name }) => open.includes(name));
  if (going.length === rule.names.length) return removeItem(text, rule.span);
  return removeItems(
    text,
    rule.names.map(({ span }) => span),
    going.map(({ span }) => span),
  );
}

const abiOf = (architectures: Situation['filter']['architectures'], name: string) =>
  architectures.find((arch) => numberOf(arch, name) !== undefined) ?? architectures[0] ?? 'SCMP_ARCH_X86_64';
