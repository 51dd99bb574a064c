import file from '../../../../content/data/roads.json' with { type: 'json' };
import { VERSIONS } from '../../linux/index.ts';
import type { Barrier, Intent, Need, Way } from './Intent.ts';
import type { Source } from './Source.ts';

type Named<T, K extends keyof T> = Omit<T, K> & Record<K, string>;

/** The file as it stands: barriers by their names, sources by their titles (`#…` tells apart those of one title), numbers as "0x…". */
interface Table {
  sources: Record<string, string>;
  barriers: Record<string, Named<Barrier, 'source'>>;
  intents: readonly (Omit<Intent, 'ways'> & { ways: readonly WayRow[] })[];
}
interface WayRow extends Omit<Way, 'steps' | 'sinceSource' | 'barriers' | 'sources'> {
  steps: readonly { call: string; needs: readonly NeedRow[] }[];
  sinceSource?: string;
  barriers: readonly string[];
  sources: readonly string[];
}
interface NeedRow extends Omit<Need, 'value' | 'mask'> {
  value: string;
  mask?: string;
}

function readIntents(table: Table): readonly Intent[] {
  const series = VERSIONS.linux.replace(/^(\d+\.\d+).*/, '$1');
  const sourceOf = (name: string): Source => {
    const url = table.sources[name];
    if (url === undefined) throw new Error(`roads.json has no source ${name}`);
    return { title: name.replace(/#.*/, ''), url: url.replace('{linux}', series) };
  };
  const barrierOf = (name: string): Barrier => {
    const row = table.barriers[name];
    if (row === undefined) throw new Error(`roads.json has no barrier ${name}`);
    return { ...row, source: sourceOf(row.source) };
  };
  const wayOf = ({ sinceSource, ...row }: WayRow): Way => ({
    ...row,
    steps: row.steps.map(({ call, needs }) => ({ call, needs: needs.map(readNeed) })),
    ...(sinceSource !== undefined && { sinceSource: sourceOf(sinceSource) }),
    barriers: row.barriers.map(barrierOf),
    sources: row.sources.map(sourceOf),
  });
  return table.intents.map((row) => ({ ...row, ways: row.ways.map(wayOf) }));
}

function readNeed({ value, mask, ...need }: NeedRow): Need {
  return {
    ...need,
    value: value.startsWith('0x') ? BigInt(value) : value,
    ...(mask !== undefined && { mask: BigInt(mask) }),
  };
}

const INTENTS = /* @__PURE__ */ readIntents(file as unknown as Table);

/** Every intent of the table: what somebody wants to keep a container from, or to get. */
export function intents(): readonly Intent[] {
  return INTENTS;
}

/** Any socket of a family, told by its number (`AF_*`): by the ways to a netlink socket, for which nothing but the family's own check stands. */
export function socketIntent(family: bigint): Intent {
  const ways = INTENTS.find(({ id }) => id === 'netlink-socket')?.ways ?? [];
  const call = `socket(${family}, SOCK_STREAM)`;
  return {
    id: `socket-family-${family}`,
    words: `a socket of family ${family}`,
    examples: [`socket(${family})`],
    ways: ways.map((way) =>
      way.id === 'socket' ? { ...way, steps: [{ call, needs: [{ kind: 'is', index: 0, value: family }] }] } : way,
    ),
  };
}
