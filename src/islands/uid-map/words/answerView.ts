import {
  isOfTheStart,
  NO_ID,
  OVERFLOW_ID,
  TOOLS,
  toInside,
  toOutside,
  unsettles,
  type WriteRule,
  writeRules,
} from '../../../engine/idmap/index.ts';
import { code, listed, type Phrase, plain } from '../../../ui/Phrase.ts';
import { type Computed, type ComputedMap, firstProblem, isOwnId, sharesIds } from '../state/sharedIds.ts';
import { ADD, withoutMap } from './withoutMap.ts';

/** The answer: a sentence, and why it is so. */
export interface AnswerView {
  /** `answered`: the id has one at every depth. `lost`: it has none somewhere. `unasked`: there is nothing to answer, or no map to answer with. */
  kind: 'answered' | 'lost' | 'unasked';
  sentence: Phrase;
  why: Phrase;
  /** How the number comes about: "165536 + (33 − 0) = 165569". */
  sum?: string | undefined;
}

/** What the computed state says about the id that is asked for. */
export function answerView(computed: Computed): AnswerView {
  const { asked } = computed;
  const unanswerable = withoutAnswer(computed);
  switch (asked.kind) {
    case 'empty':
      return unanswerable ?? unasked(['Type an ID on either side.'], notStarting(computed));
    case 'wrong':
      return unasked([asked.words], [asked.hint, ...ofName(asked.name, computed.kind), ...furthermore(unanswerable)]);
    case 'no-id':
      return unasked(
        [idCode(NO_ID), ' is never an ID.'],
        [
          'The kernel reads ',
          code('(uid_t)-1'),
          ' as “no ID”, so no map can contain it.',
          ...furthermore(unanswerable),
        ],
      );
    case 'id':
      return unanswerable ?? translated(computed, asked.id);
  }
}

/** What is said instead of an answer, whatever the ID: a map that is refused, not known, or not there. */
function withoutAnswer(computed: Computed): AnswerView | undefined {
  const { maps, kind } = computed;
  const missing = maps.find(({ standing }) => standing !== 'taken');
  if (missing?.standing === 'refused') return refusedMap(computed, missing);
  if (missing?.standing === 'unknown') return unknownMap(computed, missing, kind);
  return missing || maps.length === 0 ? noMap(computed) : undefined;
}

/** The number of a name is one command away, where the name is known. */
function ofName(name: string | undefined, kind: Computed['kind']): Phrase {
  if (name === undefined) return [];
  const command = kind === 'uid' ? `id -u ${name}` : `getent group ${name}`;
  return [' If that is a name, ', code(command), ' prints its number.'];
}

const furthermore = (next: AnswerView | undefined): Phrase => (next ? [' ', ...next.sentence, ' ', ...next.why] : []);

/** Why the container with these maps doesn't start all the same, told before how the number comes about. */
function notStarting({ reading, maps }: Pick<Computed, 'reading' | 'maps'>): Phrase {
  return maps.flatMap(({ level }): Phrase => {
    const problem = reading.texts[level.text]?.diagnostics.find(isOfTheStart);
    return problem ? [`${problem.message} `] : [];
  });
}

const idCode = (id: number) => code(`${id}`);

/** The answer as a line to be read out. */
export function announcement({ sentence, why }: AnswerView): string {
  return `${plain(sentence)} ${plain(why)}`.trim();
}

/**
 * How a depth is called in a sentence: "on the host", "in the container"; "outside" and "inside" of a namespace that is known by its map alone,
 * for what lies outside of that may be another container.
 */
export function placeName({ maps }: Pick<Computed, 'maps'>, depth: number): string {
  const [only, ...more] = maps;
  const isBare = only?.level.name === 'the namespace' && more.length === 0;
  if (isBare && only.extents.length === 0 && only.standing === 'refused')
    return depth === 0 ? 'on the host' : 'in the container';
  const name = maps[depth - 1]?.level.name ?? 'the container';
  if (isBare) return depth === 0 ? 'outside' : 'inside';
  return depth === 0 ? 'on the host' : `in ${name}`;
}

function translated(computed: Computed, id: number): AnswerView {
  const { ids, maps, askedAt } = computed;
  const outwards = ids.slice(0, askedAt).lastIndexOf(undefined);
  const inwards = ids.indexOf(undefined, askedAt);
  if (outwards !== -1) return lostOutwards(computed, id, outwards);
  if (inwards !== -1) return lostInwards(computed, id, inwards);

  const last = maps.length;
  const places = ids.map((each, depth): Phrase => [idCode(each ?? 0), ` ${placeName(computed, depth)}`]);
  const [innermost = []] = places.slice(last);
  const only = maps.length === 1 ? maps[0]?.extent : undefined;
  const inside = ids[last] ?? 0;
  return {
    kind: 'answered',
    sentence: [...innermost, ' is ', ...listed(places.slice(0, last).reverse()), '.'],
    why: [
      ...notStarting(computed),
      ...maps.flatMap((_, index) => ruleOf(computed, maps.length - 1 - index)),
      ...otherwise(computed),
      ...(inside === OVERFLOW_ID
        ? [` IDs without a mapping also appear as ${OVERFLOW_ID} ${placeName(computed, last)}.`]
        : []),
    ],
    // The first ID of a line needs no sum.
    sum: only && inside !== only.inside ? `${only.outside} + (${inside} − ${only.inside}) = ${ids[0]}` : undefined,
  };
}

/** "By line 1 of /etc/subuid, 0 to 65535 inside are 165536 to 231071 outside."; of several maps, only the step of the id. */
function ruleOf(computed: Computed, depth: number): Phrase {
  const { maps, ids: all } = computed;
  const map = maps[depth];
  if (!map?.extent) return [];
  const { inside, outside, count, span } = map.extent;
  const says =
    maps.length === 1
      ? `${ids(inside, count)} ${placeName(computed, 1)} ${count === 1 ? 'is' : 'are'} ${ids(outside, count)} ${placeName(computed, 0)}.`
      : `${all[depth + 1]} ${placeName(computed, depth + 1)} is ${all[depth]} ${placeName(computed, depth)}.`;
  const by: Phrase = isOwnId(map.extent)
    ? ['The user’s own ID: ']
    : ['By ', { line: span.line, offset: span.start, text: map.level.text }, ` of ${map.source}, `];
  return [...(depth === maps.length - 1 ? [] : [' ']), ...by, says];
}

/** What the same text gives where another program reads it: " With rootless Podman it is 100032." */
function otherwise({ reading, maps, kind, ids: all, askedAt }: Computed): Phrase {
  const map = reading.otherwise?.maps[kind];
  const [outside, inside] = all;
  if (!reading.otherwise || !map || maps.length !== 1 || inside === undefined || outside === undefined) return [];
  const [is, other] = askedAt === 0 ? [inside, toInside(map, outside)] : [outside, toOutside(map, inside)];
  if (is === other) return [];
  const says = other === undefined ? `it has no ID ${placeName({ maps }, 1 - askedAt)}` : `it is ${other}`;
  return [` With ${reading.otherwise.by} ${says}.`];
}

function lostOutwards(computed: Computed, id: number, depth: number): AnswerView {
  const { maps, askedAt } = computed;
  const deep = maps.length > 1;
  return {
    kind: 'lost',
    sentence: [idCode(id), ` ${placeName(computed, askedAt)} has no ID ${placeName(computed, depth)}.`],
    why: [
      ...notStarting(computed),
      deep ? `No line of ${maps[depth]?.source ?? 'the map'} covers it` : 'No line covers it',
      '. No process can run as this ID and no file can belong to it: ',
      code('setuid'),
      ' and ',
      code('chown'),
      ' fail with ',
      code('EINVAL'),
      '.',
    ],
  };
}

function lostInwards(computed: Computed, id: number, depth: number): AnswerView {
  const { maps, askedAt, ids: all } = computed;
  const place = placeName(computed, depth);
  const mappedOverflow = toOutside(maps[depth - 1]?.extents ?? [], OVERFLOW_ID);
  const before = all[depth - 1];
  return {
    kind: 'lost',
    sentence: [
      idCode(id),
      ` ${placeName(computed, askedAt)} has no ID ${place}; it appears there as `,
      idCode(OVERFLOW_ID),
      '.',
    ],
    why: [
      ...notStarting(computed),
      ...(depth - 1 > askedAt && before !== undefined
        ? [idCode(before), ` ${placeName(computed, depth - 1)} is in no line of ${maps[depth - 1]?.source}. `]
        : []),
      '65534 is the overflow ID, which the kernel shows for every ID without a mapping.',
      ...(mappedOverflow === undefined
        ? []
        : [
            ` The real ${OVERFLOW_ID} ${place}, which is `,
            idCode(mappedOverflow),
            ` ${placeName(computed, depth - 1)}, looks the same.`,
          ]),
    ],
  };
}

function noMap(computed: Computed): AnswerView {
  const { reading } = computed;
  const unsettled = reading.userProblems.find(unsettles);
  if (unsettled) return unasked([unsettled.message], [unsettled.hint ?? '']);
  const found = firstProblem(computed);
  const why: Phrase = found ? [...problemPlace(found.problem, found.text), found.problem.message] : [];
  if (sharesIds(computed)) {
    return unasked(['No user namespace: IDs in the container are the IDs on the host.'], why);
  }
  const tool = reading.levels.find(({ standing }) => standing.uid === 'none')?.tool;
  if (found?.problem.code === 'remap-not-yet') return unasked(['No map yet.'], why);
  if (tool) {
    // The docker program reads its options as Podman's are read.
    const isCommand = tool === 'dockerd' && found?.problem.code.startsWith('podman-');
    const fails = isCommand ? 'docker refuses the command' : TOOLS[tool].fails;
    return unasked([`No map: ${fails}.`], why);
  }
  const { sentence, why: missing } = withoutMap(reading.texts[0]?.parts ?? []);
  return unasked(sentence, missing);
}

function unknownMap({ reading }: Computed, { level }: ComputedMap, kind: Computed['kind']): AnswerView {
  const oneSided = level.tool === 'lxc' && reading.texts[level.text]?.diagnostics.find(isOfTheStart);
  if (oneSided) {
    return unasked(
      [`The config maps no ${kind.toUpperCase()}s.`],
      [...problemPlace(oneSided, level.text), `${oneSided.message} ${oneSided.hint}`],
    );
  }
  if (level.standing.uid === 'unknown' && level.standing.gid === 'unknown') {
    const problem = reading.texts[level.text]?.diagnostics[0];
    return unasked(
      ['This text does not show the map.'],
      problem
        ? [...problemPlace(problem, level.text), problem.message, problem.hint ? ` ${problem.hint}` : '']
        : level.tool === 'dockerd'
          ? FILES
          : ADD,
    );
  }
  const [users, groups] = kind === 'gid' ? ['users', 'groups'] : ['groups', 'users'];
  return unasked(
    [`The mapping of ${groups} in ${level.name} is missing.`],
    [`The text has the mapping of ${users} only. Paste the other file, too.`],
  );
}

/** What a configuration leaves to other files. */
const FILES: Phrase = ['dockerd takes the ranges from /etc/subuid and /etc/subgid. Paste these files, too.'];

function refusedMap({ reading }: Computed, { level }: ComputedMap): AnswerView {
  const problem = reading.texts[level.text]?.diagnostics.find(({ severity }) => severity === 'error');
  if (problem?.code === 'lxc-not-assigned' || problem?.code === 'dockerd-refuses') {
    return unasked(
      ['The container does not start.'],
      [...problemPlace(problem, level.text), `${problem.message} ${problem.hint}`],
    );
  }
  const rule = problem && isWriteRule(problem.code) ? writeRules[problem.code] : undefined;
  return unasked(rule ? ['The kernel refuses this map: ', code(rule.errno), '.'] : ['This map is invalid.'], [
    ...(problem ? [...problemPlace(problem, level.text), problem.message] : []),
    ...(level.tool === 'kernel' ? [] : [' No container starts with it.']),
  ]);
}

function isWriteRule(rule: string): rule is WriteRule {
  return rule in writeRules;
}

function problemPlace({ span }: { span?: { line: number; start: number } }, text: number): Phrase {
  return span ? ['Look at ', { line: span.line, offset: span.start, text }, '. '] : [];
}

function unasked(sentence: Phrase, why: Phrase): AnswerView {
  return { kind: 'unasked', sentence, why };
}

/** "0", or "0 to 65535". */
export function ids(first: number, count: number): string {
  return count === 1 ? `${first}` : `${first} to ${first + count - 1}`;
}
