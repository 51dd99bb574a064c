import checkSets from '../../../content/data/checks/sets.json' with { type: 'json' };
import differences from '../../../content/data/versions/differences.json' with { type: 'json' };
import idMaps from '../../../content/data/versions/idMaps.json' with { type: 'json' };
import { catalogue } from '../../engine/diagnose/index.ts';
import { intents } from '../../engine/seccomp/index.ts';
import { STACKS } from '../../engine/stack/index.ts';
import { PRESETS } from '../../instrument/presets/presets.ts';
import { REFUSED_WHY } from '../dockerDefault/refusedWhy.ts';
import { TALK_REFERENCES } from '../talk/talkReferences.ts';
import { threadLinks } from '../threadLinks.ts';
import { linksIn } from './linksIn.ts';
import type { Citation, CitedBy } from './Source.ts';

const ERRORS: CitedBy = { title: 'Who said no?', path: '/reference/errors/' };
const CHECKER: CitedBy = { title: 'Profile checker', path: '/play/seccomp/' };
const STACK_PAGE: CitedBy = { title: 'Stacks', path: '/reference/stacks/' };
const TALK: CitedBy = { title: 'The talk of 2016', path: '/talk/2016/' };
const CHECKS: CitedBy = { title: 'Checks', path: '/reference/checks/' };
const DOCKER_DEFAULT: CitedBy = { title: 'Docker’s default', path: '/learn/docker-default/' };

/** What the engines’ tables and the presets cite, by the page that shows it. */
export function dataCitations(): readonly Citation[] {
  return [
    ...catalogue().flatMap(({ sources }) =>
      sources.flatMap(({ title, url }) => (url === undefined ? [] : [{ title, url, by: ERRORS }])),
    ),
    ...PRESETS.flatMap(({ notes }) =>
      notes.flatMap(({ date, sources }) => sources.map((source) => ({ ...source, dated: date, by: CHECKER }))),
    ),
    ...intents().flatMap(({ ways }) =>
      ways
        .flatMap(({ sources, sinceSource, barriers }) => [
          ...sources,
          ...(sinceSource ? [sinceSource] : []),
          ...barriers.map(({ source }) => source),
        ])
        .map((source) => ({ ...source, by: CHECKER })),
    ),
    ...PRESETS.flatMap(({ sources = [] }) => sources.map((source) => ({ ...source, by: DOCKER_DEFAULT }))),
    ...checkSets.sets.flatMap(({ sources }) => sources.map((source) => ({ ...source, by: CHECKS }))),
    ...REFUSED_WHY.flatMap(({ why }) => linksIn(why).map((link) => ({ ...link, by: DOCKER_DEFAULT }))),
    ...TALK_REFERENCES.flatMap((reference) => [
      ...('link' in reference ? [{ ...reference.link, by: TALK }] : []),
      ...linksIn(reference.told).map((link) => ({ ...link, by: TALK })),
    ]),
    ...[
      ...STACKS.map(({ source = '', engine }) => threadLinks(source, engine)),
      ...[...differences, ...idMaps].map(({ source, of }) => threadLinks(source, of)),
    ].flatMap((pieces) =>
      pieces.flatMap((piece) =>
        typeof piece === 'string' ? [] : [{ title: threadTitle(piece.url), url: piece.url, by: STACK_PAGE }],
      ),
    ),
  ];
}

/** "moby/moby#42604", "Debian bug 995191". */
function threadTitle(url: string): string {
  const [, repository, number] = /github\.com\/(.+)\/issues\/(\d+)$/.exec(url) ?? [];
  return repository === undefined ? `Debian bug ${url.replace(/^.*\//, '')}` : `${repository}#${number}`;
}
