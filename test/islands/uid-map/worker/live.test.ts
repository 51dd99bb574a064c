import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { init, linkOf, update } from '../../../../src/islands/uid-map/state/model.ts';
import type { Message, State } from '../../../../src/islands/uid-map/state/State.ts';
import { select } from '../../../../src/islands/uid-map/words/select.ts';
import { answerQuestion } from '../../../../src/islands/uid-map/worker/answerQuestion.ts';
import {
  begin,
  type Live,
  type LiveMessage,
  live,
  questionOf,
  shownLink,
} from '../../../../src/islands/uid-map/worker/live.ts';
import { liveView } from '../../../../src/islands/uid-map/worker/liveView.ts';
import { readUidMapLink, UID_MAP_LINK_DEFAULTS } from '../../../../src/share/uidMapLink.ts';
import { plain } from '../../../../src/ui/Phrase.ts';
import { runs } from '../../../seed.ts';

const opening = { link: UID_MAP_LINK_DEFAULTS };
const start = begin(answerQuestion({ turn: 0, state: init('page', opening), changes: [] }));
const played = (from: Live, ...messages: readonly LiveMessage[]) => messages.reduce(live, from);
/** The question in the page, answered as the worker does: what goes and comes is copied. */
const answerOf = (asked: Live) => {
  const question = questionOf(asked);
  if (!question) throw new Error('Nothing is asked.');
  return structuredClone(answerQuestion(structuredClone(question)));
};
const answered = (asked: Live) => live(asked, { kind: 'answered', answered: answerOf(asked) });

const CHANGES: readonly Message[] = [
  { kind: 'text', level: 0, text: 'ann:100000:65536\n' },
  { kind: 'text', level: 0, text: 'lxc.idmap = u 0 100000 65536\nlxc.idmap = g 0 100000 65536\n' },
  { kind: 'text', level: 1, text: '0 5 10\n' },
  { kind: 'choose', choices: { id: '7', side: 'inside' } },
  { kind: 'choose', choices: { side: 'outside', id: '165536' } },
  { kind: 'choose', choices: { user: 'ann' } },
  { kind: 'choose', choices: { task: 'make' } },
  { kind: 'choose', choices: { task: 'read' } },
  { kind: 'choose', choices: { tool: 'podman' } },
  { kind: 'choose', choices: { readAs: 'uid_map' } },
  { kind: 'inner', change: 'add' },
  { kind: 'inner', change: 'remove' },
  { kind: 'mapping', index: 0, mapping: { inside: '1000', outside: '1005' } },
  { kind: 'mappings', change: 'add' },
  { kind: 'mappings', change: { split: 0 } },
  { kind: 'look-up' },
  { kind: 'split-groups' },
  { kind: 'read-have' },
  { kind: 'clear' },
  { kind: 'mappings', change: 'clear' },
  { kind: 'undo' },
  { kind: 'open', opening: { link: { ...UID_MAP_LINK_DEFAULTS, source: 'uid_map', text: '0 1000 1' } } },
];

describe('whatever is done while the engine is at work', () => {
  it('comes out as if it had answered each change at once', () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...CHANGES) },
      { weight: 1, arbitrary: fc.constantFrom('ask' as const, 'hear' as const) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        let page = start;
        let exact: State = init('page', opening);
        let underWay: ReturnType<typeof answerOf> | undefined;
        for (const each of steps) {
          if (each === 'ask') underWay ??= questionOf(page) && answerOf(page);
          else if (each === 'hear') {
            page = underWay ? live(page, { kind: 'answered', answered: underWay }) : page;
            underWay = undefined;
          } else {
            const last = page.waiting.at(-1)?.message;
            // Of letters typed one after the other, the newest text alone is answered.
            if (each.kind === 'text' && last?.kind === 'text') continue;
            page = live(page, each);
            exact = update(exact, each);
          }
        }
        if (questionOf(page)) page = answered(page);
        expect([page.shown, liveView(page), shownLink(page)]).toEqual([
          exact,
          { ...select(exact), chosen: exact.task, missing: undefined },
          linkOf(exact),
        ]);
      }),
      { numRuns: runs(60) },
    );
  });

  it('an answer to an older question takes no letter away', () => {
    const typed = live(start, { kind: 'text', level: 0, text: 'ann:1:2' });
    const older = answerOf(typed);
    const on = live(typed, { kind: 'text', level: 0, text: 'ann:1:23' });
    const heard = live(on, { kind: 'answered', answered: older });
    expect([heard.shown.texts, heard.shown.user, heard.waiting.length, questionOf(heard)?.changes]).toEqual([
      ['ann:1:23'],
      'ann',
      1,
      [{ kind: 'text', level: 0, text: 'ann:1:23' }],
    ]);
  });

  it('checks are typed without a question, and no answer takes them away', () => {
    const typed = live(start, { kind: 'checks', checks: 'inside 0 -> mapped' });
    const asked = live(typed, { kind: 'choose', choices: { id: '7' } });
    const older = answerOf(asked);
    const on = live(asked, { kind: 'checks', checks: 'inside 1 -> mapped' });
    const heard = live(on, { kind: 'answered', answered: older });
    expect([
      questionOf(typed),
      shownLink(typed).checks,
      heard.shown.id,
      shownLink(heard).checks,
      heard.shown.changed,
    ]).toEqual([undefined, 'inside 0 -> mapped', '7', 'inside 1 -> mapped', true]);
  });

  it('what a link opens has that link, before it is answered and after', async () => {
    const { value: link } = await readUidMapLink('map=0:165536:65536&id=33');
    const opened = live(start, { kind: 'open', opening: { link }, over: linkOf(init('page', opening)) });
    expect([opened.waiting.length, shownLink(opened), shownLink(answered(opened))]).toEqual([1, link, link]);
  });

  it('of an address with another question the page’s first answer does not come back; that before another link stays until it is late', () => {
    const open = (over: boolean): Message => ({
      kind: 'open',
      opening: { link: { ...UID_MAP_LINK_DEFAULTS, id: '0' } },
      over: over ? UID_MAP_LINK_DEFAULTS : undefined,
    });
    const address = live(start, open(true));
    expect([address.late, answered(address).late, live(start, open(false)).late]).toEqual([true, false, false]);
  });

  it('an answer that comes twice, or too late, changes nothing', () => {
    const done = answered(live(start, { kind: 'choose', choices: { id: '7' } }));
    expect(live(done, { kind: 'answered', answered: start.answered })).toBe(done);
  });
});

/** What of the page tells an answer, and what stands in the fields. */
function seen(page: Live) {
  const { task, chosen, read, make, missing, announcement } = liveView(page);
  return {
    task,
    chosen,
    sentence: plain(make ? make.sentence : read.answer.sentence),
    ids: read.fields.map(({ value }) => value),
    texts: read.texts.map(({ text, isBehind = false }) => (isBehind ? `${text} …` : text)),
    tables: (make ?? read).tables.length,
    mappings: make?.mappings.map(({ inside }) => inside),
    missing,
    announcement,
  };
}

const FIRST = {
  task: 'read',
  chosen: 'read',
  sentence: '33 in the container is 165569 on the host.',
  ids: ['33', '165569'],
  texts: ['dockremap:165536:65536'],
  tables: 1,
  mappings: undefined,
  missing: undefined,
  announcement: liveView(start).announcement,
};
const BEHIND = ['dockremap:165536:65536 …'];
const NONE = { texts: BEHIND, sentence: '', tables: 0, announcement: '', missing: { trouble: undefined } };
const asked: Message = { kind: 'choose', choices: { side: 'inside', id: '7' } };
const typed: Message = { kind: 'text', level: 0, text: '0 1 2' };
const making: Message = { kind: 'choose', choices: { task: 'make' } };
const lost: LiveMessage = { kind: 'late', trouble: 'unreachable' };

describe('in sight', () => {
  it.each<[string, LiveMessage[], object]>([
    ['at first', [], {}],
    ['an id is typed', [asked], { ids: ['7', '165569'] }],
    ['its answer is late', [asked, { kind: 'late' }], { ...NONE, ids: ['7', ''] }],
    ['its engine did not load', [asked, lost], { ...NONE, ids: ['7', ''], missing: { trouble: 'unreachable' } }],
    ['a text is typed', [typed], { texts: ['0 1 2 …'] }],
    ['its answer is late', [typed, { kind: 'late' }], { ...NONE, texts: ['0 1 2 …'], ids: ['33', ''] }],
    ['the other task is chosen', [making], { chosen: 'make' }],
    [
      'its answer is late',
      [making, { kind: 'late' }],
      { ...NONE, task: 'make', chosen: 'make', ids: ['33', ''], mappings: ['1000'] },
    ],
    ['nothing is asked, and so nothing late', [{ kind: 'late' }], {}],
    ['nothing is asked, and so nothing lost', [lost], {}],
  ])('%s: %j', (_, messages, expected) => {
    expect(seen(played(start, ...messages))).toEqual({ ...FIRST, ...expected });
  });

  it('a listing is chosen to be from the container before it is answered so', () => {
    const listed = answered(
      live(start, { kind: 'text', level: 0, text: 'dockremap:1000:10\n\n-rw-r--r-- 1 1001 1001 0 Nov 25 00:34 a' }),
    );
    const chosen = live(listed, { kind: 'choose', choices: { seen: 'inside' } });
    expect([listed, chosen, answered(chosen)].map((page) => liveView(page).read.listings[0]?.inside)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('the account’s fields stay while the text is typed in, whatever an older answer asks for', () => {
    const typed = (text: string): Message => ({ kind: 'text', level: 0, text });
    const half = live(start, typed('bozo'));
    const whole = live(half, typed('bozo:5000:10000'));
    const other = live(half, typed('bozo and more'));
    const answeredHalf = (page: Live) => live(page, { kind: 'answered', answered: answerOf(half) });
    const pages = [
      half,
      answered(half),
      answeredHalf(whole),
      answered(answeredHalf(whole)),
      answered(answeredHalf(other)),
    ];
    expect(pages.map((page) => liveView(page).read.asks)).toEqual(['reader', 'nothing', 'reader', 'reader', 'nothing']);
  });

  it('is the answer again once it is there', () => {
    expect(seen(answered(played(start, asked, lost)))).toMatchObject({
      sentence: '7 in the container is 165543 on the host.',
      missing: undefined,
    });
  });
});
