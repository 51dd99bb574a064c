import { architectureOf, numberOf, resolveName } from '../../../linux/index.ts';
import { stateOf } from '../../roads/reach.ts';
import { kernelFile, manual } from '../../roads/Source.ts';
import { EXPECTS_ENOSYS, type ExpectsEnosys } from '../catalogue/expectsEnosys.ts';
import { MATTERS, type Matter } from '../catalogue/leftOpen.ts';
import { addItem, setKey } from '../edits.ts';
import type { Finding } from '../Finding.ts';
import { abisWith, type Situation } from '../Situation.ts';

const EPERM = 1;
const ENOSYS = 38;

/** Calls that answer EPERM where programs take ENOSYS for "not there". */
export function wrongErrors(situation: Situation): Finding[] {
  return EXPECTS_ENOSYS.flatMap((expected) => wrongError(situation, expected) ?? []);
}

function wrongError(situation: Situation, { name, without, source }: ExpectsEnosys): Finding | undefined {
  const refused = abisWith(situation, name).filter((arch) =>
    situation.answers(arch, name)?.some(({ action, data }) => action === 'ERRNO' && data === EPERM),
  );
  const [arch] = refused;
  if (arch === undefined) return undefined;
  const rules = situation.byName.get(name) ?? [];
  const { defaultSpan } = situation.profile;
  const fix = fixOf(situation, name);
  return {
    code: 'eperm-for-enosys',
    harm: 'breaks',
    title: `${name} answers EPERM, not ENOSYS`,
    message: `Programs try ${name} and take EPERM for a failure. On ENOSYS ${without}`,
    why: 'A call that a program has a way round must look as if the kernel lacked it, else the program gives up.',
    spans:
      rules.length > 0
        ? rules.flatMap(({ names }) => names.filter(({ text }) => text === name).map(({ span }) => span))
        : [defaultSpan],
    sources: [source],
    ask: arch === situation.filter.target.arch ? name : `${architectureOf(arch).token}: ${name}`,
    ...(fix && { fix }),
  };
}

/** A rule of its own where the default answers, or the error number in the only rule. */
function fixOf({ text, profile, filter, byName, mentions }: Situation, name: string) {
  if (text === undefined) return undefined;
  const [rule, ...others] = byName.get(name) ?? [];
  if (rule !== undefined) {
    const alone = others.length === 0 && rule.names.length === 1 && rule.args.length === 0 && mentions.get(name) === 1;
    return alone && rule.action === 'SCMP_ACT_ERRNO' ? setKey(text, rule.span, 'errnoRet', String(ENOSYS)) : undefined;
  }
  const last = profile.rules.at(-1);
  const mentioned = profile.rules.some(({ names }) => names.some((word) => word.text === name));
  // A higher name would raise the line above which runc answers ENOSYS by itself.
  const below = [...filter.branches].every(
    ([arch, { highest }]) => highest !== undefined && resolveName(arch, name) <= highest,
  );
  if (last === undefined || mentioned || !(below || filter.target.runtime === 'libseccomp')) return undefined;
  return addItem(text, last.span, `{ "names": ["${name}"], "action": "SCMP_ACT_ERRNO", "errnoRet": ${ENOSYS} }`);
}

/** A default that lets everything pass which nobody thought of. */
export function allowByDefault({ filter, profile }: Situation): Finding[] {
  if (stateOf(filter.defaultAnswer.action) !== 'open') return [];
  return [
    {
      code: 'allow-by-default',
      harm: 'exposes',
      title: 'What the profile doesn’t name passes',
      message: 'Every new kernel brings calls that this list doesn’t know, and so do other ABIs.',
      why: 'A list of what is forbidden is complete for one kernel only. mseal, map_shadow_stack and fchmodat2 came within a year.',
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

function openMatter(
  { filter, byName, profile }: Situation,
  { words, capabilities, source }: Matter,
  open: readonly string[],
): Finding {
  const { capabilities: held, arch } = filter.target;
  const lacked = capabilities !== undefined && !capabilities.some((name) => held.includes(name));
  const [first = ''] = open;
  const spans = open.flatMap((name) =>
    (byName.get(name) ?? []).flatMap(({ names }) => names.filter(({ text }) => text === name)),
  );
  return {
    code: 'left-open',
    harm: lacked ? 'note' : 'exposes',
    title: `${open.join(', ')} ${open.length === 1 ? 'passes' : 'pass'}`,
    message: `${open.length === 1 ? 'It lets' : 'They let'} a program ${words}.${lacked ? ` The kernel asks for ${capabilities.join(' or ')}, which the container lacks.` : ''}`,
    why: 'Docker’s default keeps it out of a container that hasn’t been given the right to it.',
    spans: spans.length > 0 ? spans.map(({ span }) => span) : [profile.defaultSpan],
    sources: [source],
    ask:
      numberOf(arch, first) === undefined
        ? `${architectureOf(abiOf(filter.architectures, first)).token}: ${first}`
        : first,
  };
}

const abiOf = (architectures: Situation['filter']['architectures'], name: string) =>
  architectures.find((arch) => numberOf(arch, name) !== undefined) ?? architectures[0] ?? 'SCMP_ARCH_X86_64';
