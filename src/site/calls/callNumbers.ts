import {
  ARCHITECTURES,
  type Arch,
  architectureOf,
  DOCKER_CAPABILITIES,
  parametersOf,
  readCapability,
} from '../../engine/linux/index.ts';
import {
  dependsOnArguments,
  type Filter,
  type Profile,
  parseProfile,
  type Rule,
  type SurveyRow,
  survey,
} from '../../engine/seccomp/index.ts';
import { presetOf } from '../../instrument/presets/presets.ts';
import { shortReason } from '../../instrument/words/shortReason.ts';
import { stackLink } from '../../share/seccompLink.ts';
import { linkFilter, newestDocker } from '../capabilityTable.ts';
import { ABIS, type Abi, answerWords, type NamedCall } from './profileRuns.ts';

/** `gated`: an argument decides, or a capability that the container does not have by default. */
export type VerdictKind = 'allowed' | 'gated' | 'refused';

/** What the newest Docker’s default says to a call, and what it asks for. */
export interface CallVerdict {
  kind: VerdictKind;
  /** The answers that some arguments get, in words: "allowed", "EPERM". */
  answers: readonly string[];
  /** The capabilities each of which opens the call, or keeps it open: "CAP_SYS_ADMIN". */
  capabilities: readonly string[];
  /** The names of the arguments that the filter compares. */
  compared: readonly string[];
  /** The oldest kernel that a rule on the call holds for, where there is one. */
  minKernel: string | undefined;
  /** The machines that the rule on the call is for, by Docker’s names; empty: every machine, or no rule. */
  machines: readonly string[];
  /** The step that decided, for a call that is refused. */
  reason: string;
}

const ORDER = { deny: 0, depends: 1, allow: 2 } as const;
const link = stackLink(newestDocker.stack);

/** What the newest Docker’s default says to every call of an ABI, by name. */
async function verdictsOn({ machine, arch }: Abi, profile: Profile): Promise<ReadonlyMap<string, CallVerdict>> {
  const filterWith = (capabilities: readonly string[]) => linkFilter({ ...link, arch: machine, capabilities });
  const asked = askedCapabilities(profile);
  const [filter, ...others] = await Promise.all(
    [link.capabilities, ...asked.map((each) => toggled(link.capabilities, each))].map(filterWith),
  );
  if (filter === undefined) throw new Error('A filter without a question.');
  const tables = others.map((other) => new Map(survey(other, arch).map((row) => [row.name, row.summary])));
  return new Map(
    survey(filter, arch).map((row) => {
      const capabilities = asked.filter((capability, at) => {
        const [mine, other] = [ORDER[row.summary], ORDER[tables[at]?.get(row.name) ?? row.summary]];
        return link.capabilities.includes(capability) ? other < mine : other > mine;
      });
      return [row.name, verdictOf(row, { filter, arch, capabilities, profile })];
    }),
  );
}

function verdictOf(
  row: SurveyRow,
  { filter, arch, capabilities, profile }: { filter: Filter; arch: Arch; capabilities: string[]; profile: Profile },
): CallVerdict {
  const { name, syscall, summary, outcomes } = row;
  const parameters = parametersOf(arch, name);
  const compared = dependsOnArguments(filter, { arch, syscall });
  const [first] = outcomes;
  const isOpened = capabilities.some((each) => !link.capabilities.includes(each));
  return {
    kind: summary === 'allow' ? 'allowed' : summary === 'depends' || isOpened ? 'gated' : 'refused',
    answers: answerWords(outcomes, arch),
    capabilities,
    compared: compared.map((index) => parameters?.[index]?.name ?? `argument ${index}`),
    minKernel: summary === 'deny' ? undefined : minKernelOf(profile, name),
    machines: machinesOf(profile, name),
    reason: summary === 'deny' && first ? shortReason(first, filter) : '',
  };
}

/** The rules that let the call through whatever the container’s capabilities. */
const lettingThrough = ({ rules }: Profile, name: string): readonly Rule[] =>
  rules.filter(
    ({ names, action, includes }) =>
      action === 'SCMP_ACT_ALLOW' && includes.capabilities.length === 0 && names.some(({ text }) => text === name),
  );

/** What such a rule asks of the kernel; undefined where another asks for nothing. */
function minKernelOf(profile: Profile, name: string): string | undefined {
  const kernels = lettingThrough(profile, name).map(({ includes }) => includes.minKernel);
  return kernels.includes(undefined) ? undefined : kernels[0];
}

/** The machines that such a rule is for, by Docker’s names; empty where one is for every machine. */
function machinesOf(profile: Profile, name: string): readonly string[] {
  const machines = lettingThrough(profile, name).map(({ includes }) => includes.architectures);
  return machines.some((each) => each.length === 0) ? [] : [...new Set(machines.flat())];
}

/** The capabilities that any of the profile’s rules names. */
function askedCapabilities({ rules }: Profile): readonly string[] {
  const named = rules.flatMap(({ includes, excludes }) => [...includes.capabilities, ...excludes.capabilities]);
  return [...new Set(named.map((name) => readCapability(name) ?? name))].sort();
}

const toggled = (held: readonly string[], capability: string): readonly string[] =>
  held.includes(capability) ? held.filter((each) => each !== capability) : [...held, capability];

let table: Promise<ReadonlyMap<Arch, ReadonlyMap<string, CallVerdict>>> | undefined;

/** The verdicts under the newest Docker’s default by ABI and name; worked out once. */
export function callVerdicts(): Promise<ReadonlyMap<Arch, ReadonlyMap<string, CallVerdict>>> {
  table ??= allVerdicts();
  return table;
}

async function allVerdicts() {
  const preset = presetOf(link.profile);
  const profile = preset && parseProfile(await preset.load()).value;
  if (profile === undefined) throw new Error('The newest Docker’s default does not load.');
  const found = ABIS.map(async (abi) => [abi.arch, await verdictsOn(abi, profile)] as const);
  return new Map(await Promise.all(found));
}

/** The capability without its prefix, as tables have it. */
export const bare = (capability: string): string => capability.replace(/^CAP_/, '');

/** Why, in as few words as a cell holds. */
export function whyWords({ kind, answers, capabilities, compared, minKernel, reason }: CallVerdict): string {
  const any = capabilities.map(bare).join(' or ');
  if (kind === 'allowed') {
    const held = capabilities.some((each) => DOCKER_CAPABILITIES.includes(each)) && `with ${any}, given by default`;
    return [held, minKernel && `from Linux ${minKernel}`].filter(Boolean).join(', ');
  }
  const refusals = answers.filter((word) => word !== 'allowed').join(' or ');
  if (kind === 'refused') return `${refusals}: ${reason}`;
  const byArgument = compared.length > 0 && `${refusals} depending on ${compared.join(' and ')}`;
  return [byArgument, any !== '' && `${byArgument ? ',' : refusals} without ${any}`].filter(Boolean).join('').trim();
}

/** How an ABI is called in the table. */
export const abiToken = (arch: Arch): string => architectureOf(arch).token;

/** Something that some ABIs have alike, and their names. */
export interface OnAbis {
  what: string;
  abis: readonly string[];
}

/** A call’s numbers, each with the ABIs that have it. */
export const numbersByAbi = ({ numbers }: NamedCall): readonly OnAbis[] =>
  together([...numbers].map(([arch, number]) => [String(number), arch]));

/** A call’s arguments in C, each list with the ABIs that pass them so; where 64 bits need two registers, a half each. No ABI where no prototype tells. */
export const argumentsByAbi = ({ name, numbers }: NamedCall): readonly OnAbis[] =>
  together(
    [...numbers.keys()].flatMap((arch): [string, Arch][] => {
      const parameters = parametersOf(arch, name);
      if (parameters === undefined) return [];
      const list = parameters.map(({ type, name: each }) => `${type}${type.endsWith('*') ? '' : ' '}${each}`);
      return [[`${name}(${list.join(', ') || 'void'})`, arch]];
    }),
  );

function together(entries: readonly (readonly [string, Arch])[]): readonly OnAbis[] {
  const groups = [...Map.groupBy(entries, ([what]) => what)].map(([what, alike]) => ({
    what,
    abis: alike.map(([, arch]) => abiToken(arch)),
  }));
  return groups.sort((a, b) => b.abis.length - a.abis.length);
}

/** "every architecture", or their names. */
export const abiWords = (abis: readonly string[]): string =>
  abis.length === ARCHITECTURES.length ? 'every architecture' : abis.join(', ');
