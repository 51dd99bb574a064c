import { counted, type Diagnostic, info } from '../../text/index.ts';
import type { Fact } from './Fact.ts';
import type { Found } from './Installed.ts';
import type { Facts, ToldAgain } from './readFacts.ts';
import { upstreamRelease } from './upstreamRelease.ts';

/** What a text can name in two versions, as of two machines or of two packages, in words. */
const NAMES: Partial<Record<Fact, string>> = {
  docker: 'Docker',
  podman: 'Podman',
  containerd: 'containerd',
  'cri-o': 'CRI-O',
  runc: 'runc',
  crun: 'crun',
  libseccomp: 'libseccomp',
  shadow: 'newuidmap from shadow',
  kernel: 'Linux',
  kubernetes: 'Kubernetes',
};

/**
 * Lines that name another version of what an earlier line counts for: one finding for each set of versions, so that a hundred nodes of a cluster
 * are a few. `used`: the places of what counts; of other parts nothing is told.
 */
export function otherVersions({ first, again }: Facts, used: ReadonlySet<Found['span']>): Diagnostic[] {
  const lines = new Map<number, Left[]>();
  for (const found of again) {
    const counting = first.get(found.beside);
    if (!NAMES[found.fact] || !counting || !used.has(counting.span) || !isOther(found, counting)) continue;
    const left = { found, isEarlier: counting.span.start < found.span.start };
    lines.set(found.span.line, [...(lines.get(found.span.line) ?? []), left]);
  }
  const sets = Map.groupBy(lines.values(), (left) =>
    left.map(({ found: { fact, value } }) => `${NAMES[fact]} ${value}`).join(' and '),
  );
  return [...sets].map(([words, [left = [], ...others]]) => {
    const beside = others.length === 0 ? '' : ` (also in ${counted(others.length, 'other line')})`;
    const counting = left[0]?.isEarlier === false ? 'the first node' : 'an earlier line';
    return info(
      'another-version',
      `${words}${beside} ${left.length === 1 ? 'is' : 'are'} left out: ${counting} has another version.`,
      'For another machine, paste its lines alone.',
      left[0]?.found.span,
    );
  });
}

/** What is left out; `isEarlier`: what counts stands before it. */
interface Left {
  found: ToldAgain;
  isEarlier: boolean;
}

/** The builds of one release count as the same: docker info has v1.1.15-0-gbc20cb4 where runc --version has 1.1.15. */
const isOther = ({ fact, beside, value }: ToldAgain, counting: Found): boolean =>
  fact !== beside || upstreamRelease(value) !== upstreamRelease(counting.value);
