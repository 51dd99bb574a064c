import { expect, test } from 'vitest';
import {
  INITIAL,
  isWhole,
  type Message,
  nextSort,
  type State,
  update,
} from '../../../src/islands/calls/state/chooseCalls.ts';
import { CALLS_LINK_DEFAULTS, type CallsLink } from '../../../src/share/callsLink.ts';

const after = (...messages: Message[]): State => messages.reduce(update, INITIAL);
const NOTICE = { code: 'link-key', severity: 'warning', message: 'Unknown.' } as const;

test.each<[messages: Message[], asked: Partial<CallsLink>, changed: boolean]>([
  [[], {}, false],
  [[{ kind: 'ask', asked: { find: 'clone' } }], { find: 'clone' }, true],
  [[{ kind: 'sort', by: 'number' }], { sort: 'number' }, true],
  [[{ kind: 'sort', by: 'name' }], { sort: '-name' }, true],
  // What a link opens is in the address already.
  [[{ kind: 'open', asked: { ...CALLS_LINK_DEFAULTS, verdict: 'gated' }, notices: [] }], { verdict: 'gated' }, false],
  // The whole table again, in the order that was chosen.
  [
    [{ kind: 'ask', asked: { find: 'x', cap: 'CAP_BPF' } }, { kind: 'sort', by: 'since' }, { kind: 'all' }],
    { sort: 'since' },
    true,
  ],
])('%j', (messages, asked, changed) =>
  expect(after(...messages)).toEqual({ asked: { ...CALLS_LINK_DEFAULTS, ...asked }, changed, notices: [] }),
);

test('what was wrong with a link is told until the reader asks for something', () => {
  const opened = after({ kind: 'open', asked: CALLS_LINK_DEFAULTS, notices: [NOTICE] });
  expect(opened.notices).toEqual([NOTICE]);
  expect(update(opened, { kind: 'ask', asked: { find: 'a' } }).notices).toEqual([]);
});

test.each<[sort: CallsLink['sort'], by: string, next: CallsLink['sort']]>([
  ['name', 'name', '-name'],
  ['-name', 'name', 'name'],
  ['name', 'number', 'number'],
  ['number', 'number', '-number'],
  ['-verdict', 'since', 'since'],
])('sorted by %s, a press on %s sorts by %s', (sort, by, next) => expect(nextSort(sort, by)).toBe(next));

test.each<[asked: Partial<CallsLink>, whole: boolean]>([
  [{}, true],
  [{ sort: '-number' }, true],
  [{ find: ' ' }, true],
  [{ find: 'a' }, false],
  [{ arch: 'SCMP_ARCH_X86_64' }, false],
  [{ verdict: 'allowed' }, false],
  [{ cap: 'CAP_BPF' }, false],
])('%j is the whole table: %s', (asked, whole) => expect(isWhole({ ...CALLS_LINK_DEFAULTS, ...asked })).toBe(whole));
