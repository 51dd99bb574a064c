import { type Comparison, compare } from '../../engine/compare/index.ts';
import { type Arch, CAPABILITIES } from '../../engine/linux/index.ts';
import { type Filter, parseProfile, readerOf } from '../../engine/seccomp/index.ts';
import { stackOf } from '../../engine/stack/index.ts';
import { presetOf } from '../../instrument/presets/presets.ts';
import { filterOn } from '../../instrument/stacks/filterOn.ts';
import { targetOfPreset } from '../../instrument/stacks/targetOfStack.ts';
import type { ChangedCalls, DefaultChangeKind } from '../../instrument/tenYears/TenYears.ts';
import { type AlikeChanges, alikeChanges } from '../../instrument/words/changeRows.ts';
import { COMPARE_LINK_STACK } from '../../share/compareLink.ts';

/** Where every default is judged, whatever its age: where a link to the comparison that names no stack judges it. */
const MACHINE: Arch = 'SCMP_ARCH_X86_64';
const STACK = stackOf(COMPARE_LINK_STACK);

/**
 * What a default answers otherwise than the one before it, on an x86_64 machine, as the page that compares two profiles says it. What changes
 * only for a container with every capability is 'gated' or 'ungated'. Throws for a preset that nothing has.
 */
export async function defaultChanges(before: string, after: string): Promise<readonly ChangedCalls[]> {
  const [own, open] = await Promise.all(
    [undefined, CAPABILITIES].map(async (capabilities) =>
      compare(await filterOf(before, capabilities), await filterOf(after, capabilities)),
    ),
  );
  if (!own?.isWhole || !open?.isWhole) throw new Error(`${before} and ${after} have too many conditions to compare.`);
  return onOneMachine([...ofContainer(own), ...withCapabilities(open, own)]);
}

const known = new Map<string, Promise<Filter>>();

function filterOf(id: string, capabilities: readonly string[] | undefined): Promise<Filter> {
  const key = `${id} ${capabilities?.length}`;
  const found = known.get(key) ?? made(id, capabilities);
  known.set(key, found);
  return found;
}

async function made(id: string, capabilities: readonly string[] | undefined): Promise<Filter> {
  const preset = presetOf(id);
  if (preset === undefined || STACK === undefined) throw new Error(`No profile is named ${id}.`);
  const target = targetOfPreset(preset.id, STACK, MACHINE);
  const reached = capabilities === undefined ? target : { ...target, capabilities };
  const profile = parseProfile(await preset.load(), undefined, readerOf(reached)).value;
  const filter = profile && (await filterOn(profile, reached))?.value;
  if (filter === undefined) throw new Error(`No filter comes of ${id}.`);
  return filter;
}

const ofContainer = (own: Comparison): ChangedCalls[] =>
  alikeChanges(own).map((alike) => changed(alike, alike.row.kind, alike.row.calls));

const KIND: Readonly<Record<'opened' | 'closed', DefaultChangeKind>> = { opened: 'gated', closed: 'ungated' };

/** Of what changes with every capability, the calls that don't change so without. */
function withCapabilities(open: Comparison, own: Comparison): ChangedCalls[] {
  const rows = alikeChanges(own).map(({ row }) => row);
  return alikeChanges(open).flatMap((alike) => {
    const { kind } = alike.row;
    if (kind === 'otherwise') return [];
    const told = new Set(rows.filter((row) => row.kind === kind).flatMap(({ calls }) => calls));
    const calls = alike.row.calls.filter((call) => !told.has(call));
    return calls.length === 0 ? [] : [changed(alike, KIND[kind], calls)];
  });
}

function changed({ row, changes }: AlikeChanges, kind: DefaultChangeKind, calls: readonly string[]): ChangedCalls {
  const isOwn = changes.some(({ arch }) => arch === MACHINE);
  return {
    ...{ kind, calls },
    on: isOwn ? '' : row.abis,
    where: row.where,
    besides: row.unnamed,
    answers: kind === 'otherwise' ? `${row.before}, then ${row.after}` : '',
  };
}

/** The machine's own calls first; of another ABI what does not change alike there, by the name of the call. */
function onOneMachine(all: readonly ChangedCalls[]): readonly ChangedCalls[] {
  const own = all.filter(({ on }) => on === '');
  const told = new Set(own.flatMap(({ kind, calls }) => calls.map((call) => `${kind} ${nameIn(call)}`)));
  const others = all.flatMap((each): ChangedCalls[] => {
    if (each.on === '') return [];
    const fresh = each.calls.filter((call) => !told.has(`${each.kind} ${nameIn(call)}`));
    for (const call of fresh) told.add(`${each.kind} ${nameIn(call)}`);
    return fresh.length === 0 ? [] : [{ ...each, calls: fresh }];
  });
  return [...own, ...others];
}

const nameIn = (call: string): string => call.replace(/\(.*$/, '');
