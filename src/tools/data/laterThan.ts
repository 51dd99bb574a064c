import { ABIS } from './abis.ts';
import { type Libseccomp, NR_SCMP_ERROR } from './libseccomp.ts';

/** What a later release of libseccomp knows and an earlier one doesn't. */
export interface Learned {
  /** Names. */
  since: string[];
  /** By libseccomp's word for the ABI: names that the earlier one knows, and lacks the number of. */
  lacks: Record<string, string[]>;
}

/**
 * What libseccomp has learned from one release to a later one. ABIs that the earlier one doesn't know, and those on which it wrote no rules on
 * `socketcall` and `ipc` yet, are rows of content/data/versions/differences.json. Throws where there is another difference than these.
 */
export function laterThan(before: Libseccomp, later: Libseccomp): Learned {
  const gone = before.names.filter((name) => !later.names.includes(name));
  if (gone.length > 0) throw new Error(`libseccomp ${later.release} no longer knows ${gone.join(', ')}`);
  const lacks: Learned['lacks'] = {};
  for (const { token, twin } of ABIS) {
    for (const each of twin === undefined ? [token] : [token, twin]) {
      const lacking = namesWithoutNumber(each, before, later);
      if (lacking.length > 0) lacks[each] = lacking;
    }
  }
  return { since: later.names.filter((name) => !before.names.includes(name)), lacks };
}

function namesWithoutNumber(token: string, before: Libseccomp, later: Libseccomp): string[] {
  const { names, pseudo } = before;
  const old = before.resolve(token, names)?.map(Number);
  const now = later.resolve(token, names)?.map(Number);
  if (old === undefined) return [];
  if (now === undefined) throw new Error(`libseccomp ${later.release} no longer knows ${token}`);
  const lacking: string[] = [];
  const direct = new Map<string, string>();
  for (const [at, name] of names.entries()) {
    const [number, other] = [old[at] ?? NR_SCMP_ERROR, now[at] ?? NR_SCMP_ERROR];
    if (number === other) continue;
    if (other >= 0 && number === pseudo.get(name)) lacking.push(name);
    else if (number >= 0 && isMultiplexed(other)) direct.set(String(number), name);
    else throw new Error(`${token}: ${name} is ${number} in ${before.release} and ${other} in ${later.release}`);
  }
  if (direct.size > 0 && later.resolve(token, [...direct.keys()])?.join() !== [...direct.values()].join()) {
    throw new Error(`${token}: ${before.release} has other numbers for what ${later.release} multiplexes`);
  }
  return lacking;
}

/** The pseudo numbers of calls that `socketcall` or `ipc` reaches. */
const isMultiplexed = (number: number) => number < NR_SCMP_ERROR && number > -1000;
