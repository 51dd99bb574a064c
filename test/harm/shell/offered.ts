import { diagnose } from '../../../src/engine/diagnose/index.ts';
import type { PasteStep } from '../../../src/engine/idmap/formats/parseFormat.ts';
import { type Plan, parseSubids, planConfigs, remedies, solve } from '../../../src/engine/idmap/index.ts';
import { pathWord } from '../../../src/engine/text/index.ts';
import { init, update } from '../../../src/islands/uid-map/state/model.ts';
import { select } from '../../../src/islands/uid-map/words/select.ts';
import { UID_MAP_LINK_DEFAULTS } from '../../../src/share/uidMapLink.ts';
import { REMEDY_CASES } from '../../engine/idmap/advise/remedyCases.ts';

const page = init('page', { link: UID_MAP_LINK_DEFAULTS });

const typed = (steps: readonly PasteStep[]): string[] =>
  steps.flatMap(({ where, text }) => ('shell' in where ? [text] : []));

/** Every command that the box offers for a text. */
export function ofBox(text: string): string[] {
  return diagnose(text).flatMap(({ test, looks, fixes }) =>
    [...(test ? [test] : []), ...looks, ...fixes].flatMap(({ command = [] }) => command),
  );
}

/** Every command that the calculator offers for a text: for its errors, as ways out, and for lines that are missing. */
export function ofCalculator(text: string): string[] {
  const { errors, remedies: ways, grants } = select(update(page, { kind: 'text', level: 0, text })).read;
  const next = errors.flatMap(({ next: steps, causes = [] }) => [
    ...steps,
    ...causes.flatMap(({ tells, fixes }) => [tells, ...fixes]),
  ]);
  return [
    ...next.flatMap(({ command = [] }) => command),
    ...ways.items.flatMap(({ steps }) => typed(steps)),
    ...typed(grants?.steps ?? []),
  ];
}

/** Every command for one name by itself: as the path, the target or the image that a remedy is for, as the user of one, and as the user of a plan. */
export const ofParts: readonly ((name: string) => string[])[] = [
  (name) =>
    REMEDY_CASES.flatMap(({ about, asked, wants }) => remediesFor(about, asked, { ...wants, path: `/srv/${name}` })),
  (name) =>
    REMEDY_CASES.flatMap(({ about, asked, wants }) => remediesFor(about, asked, { ...wants, path: `~/${name}` })),
  (name) =>
    REMEDY_CASES.flatMap(({ about, asked, wants }) =>
      remediesFor(about, asked, { ...wants, path: '/srv/data', target: `/${name}` }),
    ),
  (name) => REMEDY_CASES.flatMap(({ about, asked, wants }) => remediesFor(about, asked, { ...wants, image: name })),
  (name) =>
    REMEDY_CASES.flatMap(({ about, asked, wants }) =>
      remediesFor({ ...about, user: about.user && { ...about.user, name } }, asked, wants),
    ),
  (name) => plansFor(name, `${name}:100000:65536\n`),
  (name) => plansFor(name, ''),
];

/** Every command of the remedies where nobody has named a directory. */
export const withoutPath = (): string[] =>
  REMEDY_CASES.flatMap(({ about, asked, wants: { path: _, ...wants } }) => remediesFor(about, asked, wants)).concat([
    ...plansFor('USER', ''),
    ...plansFor('USER', 'bob:100000:65536\n'),
  ]);

const remediesFor = (...about: Parameters<typeof remedies>): string[] =>
  remedies(...about).flatMap(({ steps }) => typed(steps));

function plansFor(name: string, subids: string): string[] {
  const user = { name, uid: 1000, gid: 1000 };
  const { value, diagnostics } = solve([{ inside: 33, outside: 1005, kind: 'both' }], parseSubids(subids).value ?? [], {
    user,
    rest: true,
  });
  const dir = pathWord(`/srv/${name}`);
  const shares: Parameters<typeof planConfigs>[2][] = [
    undefined,
    ...(dir ? [{ dir, target: dir, mounted: false }] : []),
  ];
  const configs = (plan: Plan) =>
    shares.flatMap((share) => planConfigs(plan, undefined, share).flatMap(({ steps }) => typed(steps)));
  return [...(value ? configs(value) : []), ...diagnostics.flatMap(({ steps = [] }) => typed(steps))];
}
