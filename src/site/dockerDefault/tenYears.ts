import { STACKS } from '../../engine/stack/index.ts';
import { DOCKER_RELEASES } from '../../instrument/presets/dockerReleases.ts';
import { presetOf } from '../../instrument/presets/presets.ts';
import type {
  ChangedCalls,
  DefaultChange,
  DefaultChangeKind,
  Lane,
  TenYearsShown,
} from '../../instrument/tenYears/TenYears.ts';
import { code, type Phrase } from '../../ui/Phrase.ts';
import { CHANGE_REASONS } from './changeReasons.ts';
import { defaultChanges } from './defaultChanges.ts';
import { releaseHistory } from './releaseHistory.ts';

/** Whose presets a lane has, the oldest first. */
const LINES: readonly { lane: Lane; name: string; presets: readonly string[] }[] = [
  { lane: 'podman', name: 'Podman', presets: ['podman-3.0', 'podman-4.3', 'podman-5.4', 'podman-5.8', 'podman-6.1'] },
  {
    lane: 'containerd',
    name: 'containerd',
    presets: ['containerd-1.4', 'containerd-1.6', 'containerd-1.7', 'containerd-2.1'],
  },
];

let changes: Promise<readonly DefaultChange[]> | undefined;

/** Every state of Docker's default, and those of Podman's and containerd's that the site has, by lane and day, with what each changed. Worked out once. */
export function tenYears(): Promise<readonly DefaultChange[]> {
  changes ??= allChanges();
  return changes;
}

async function allChanges(): Promise<readonly DefaultChange[]> {
  const docker = (await releaseHistory()).map(({ release, date, since, isMain }) =>
    dockerChange(release, date, since, isMain),
  );
  const all = await Promise.all([...docker, ...LINES.flatMap(lineChanges)]);
  const order: readonly Lane[] = ['docker', 'older', 'podman', 'containerd'];
  return order.flatMap((lane) => all.filter((each) => each.lane === lane));
}

async function dockerChange(
  release: string,
  date: string,
  since: string | undefined,
  isMain: boolean,
): Promise<DefaultChange> {
  const { releases = release } = DOCKER_RELEASES.find(({ state }) => state === release) ?? {};
  return {
    ...{ id: idOf(`docker-${release}`), lane: isMain ? 'docker' : 'older', title: `Docker ${release}`, date },
    releases: releases === release ? '' : releases,
    ...(await told(
      `docker-${release}`,
      since === undefined ? undefined : { id: idOf(`docker-${since}`), title: `Docker ${since}` },
    )),
  };
}

const lineChanges = ({ lane, name, presets }: (typeof LINES)[number]) =>
  presets.map(async (id, at): Promise<DefaultChange> => {
    const stack = STACKS.find(({ profile }) => profile === id);
    if (stack?.date === undefined) throw new Error(`No stack tells when ${id} came.`);
    const before = presets[at - 1];
    const titleOf = (preset: string) => `${name} ${preset.slice(preset.indexOf('-') + 1)}`;
    return {
      ...{ id, lane, title: titleOf(id), date: stack.date },
      releases: stack.label,
      ...(await told(id, before === undefined ? undefined : { id: before, title: titleOf(before) })),
    };
  });

/** Why, and what changed against the state before. Throws where no reason is written for a state. */
async function told(
  state: string,
  since: DefaultChange['since'],
): Promise<Pick<DefaultChange, 'since' | 'why' | 'sources' | 'calls' | 'counts'>> {
  const reason = CHANGE_REASONS[state];
  if (reason === undefined) throw new Error(`Nothing tells why ${state} changed.`);
  const file = presetOf(state)?.notes.at(-1)?.sources.at(-1);
  const sources = file === undefined || reason.sources.length > 0 ? reason.sources : [file];
  const calls = since === undefined ? [] : await defaultChanges(since.id, idOf(state));
  return { since, why: phraseIn(reason.why), sources, calls, counts: countsOf(calls) };
}

function idOf(name: string): string {
  const preset = presetOf(name);
  if (preset === undefined) throw new Error(`No profile is named ${name}.`);
  return preset.id;
}

/** Words of code stand between backticks. */
const phraseIn = (text: string): Phrase => text.split('`').map((part, at) => (at % 2 === 1 ? code(part) : part));

/** How many calls come and go; what no capability opens any longer goes, too. */
function countsOf(calls: readonly ChangedCalls[]): DefaultChange['counts'] {
  const of = (...kinds: readonly DefaultChangeKind[]) =>
    calls.filter(({ kind }) => kinds.includes(kind)).reduce((sum, each) => sum + each.calls.length, 0);
  return { opened: of('opened'), gated: of('gated'), closed: of('closed', 'ungated') };
}

/** What the drawing begins with: the newest of Docker's. Throws where there is none. */
export function shownOf(changes: readonly DefaultChange[]): TenYearsShown {
  const first = changes.findLast(({ lane }) => lane === 'docker');
  if (first === undefined) throw new Error('No state of Docker’s default is listed.');
  const marks = changes.map(({ id, lane, title, date, counts }) => ({ id, lane, title, date, counts }));
  return { marks, first };
}
