import { describe, expect, it } from 'vitest';
import { INITIAL, type Message, offlineView, type State, update } from '../../../src/islands/offline/offlineView.ts';
import type { KeptState } from '../../../src/offline/Message.ts';

const NOON = Date.UTC(2026, 10, 28, 12);
const NOTHING: KeptState = {
  asOf: NOON,
  build: 'a1',
  site: { files: 280, bytes: 10_000_000 },
  whole: { files: 0, bytes: 0, since: undefined },
  pages: [],
  loaded: { files: 0, bytes: 0 },
  base: { files: 9, bytes: 180_000 },
  otherBuilds: 0,
};
const PAGES: KeptState = {
  ...NOTHING,
  pages: [
    { path: '/learn/iceberg/', title: 'The iceberg', since: NOON },
    { path: '/play/ask/', title: 'Find the cause', since: undefined },
  ],
  loaded: { files: 12, bytes: 350_000 },
};
const PART: KeptState = { ...NOTHING, whole: { files: 120, bytes: 4_100_000, since: NOON } };
const WHOLE: KeptState = { ...NOTHING, whole: { files: 280, bytes: 10_000_000, since: NOON } };
const BASE_ROW = { what: 'This page, which lists what is on this device', since: '', size: '180 KB' };

const having = (...messages: Message[]): State => messages.reduce(update, INITIAL);
const told = (state: KeptState): Message => ({ kind: 'told', reply: { state } });
const take: Message = { kind: 'take' };

describe('what the page says', () => {
  it.each<[string, State, object]>([
    [
      'before the browser has answered',
      INITIAL,
      {
        headline: 'Checking what is on this device…',
        isStoppable: false,
        isRemovable: false,
        rows: [],
        empty: 'Not known yet.',
        hasOpened: false,
      },
    ],
    [
      'in a private window',
      having({ kind: 'can-keep', canKeep: false }),
      {
        headline:
          'This browser window can’t keep pages. Open this page in an ordinary window, not a private one, and allow the site to store data.',
        isStoppable: false,
        isRemovable: false,
        rows: [],
        empty: 'Nothing.',
        hasOpened: false,
      },
    ],
    [
      'where the worker does not come',
      having({ kind: 'silent' }),
      {
        headline: 'Can’t reach the site. Check your connection and try again. Files already on this device are kept.',
        isStoppable: false,
        isRemovable: false,
        rows: [],
        empty: 'Not known yet.',
        hasOpened: false,
      },
    ],
    [
      'with nothing kept',
      having(told(NOTHING)),
      {
        headline: 'The whole site: 10 MB, in 280 files.',
        take: 'Download the whole site',
        isStoppable: false,
        isRemovable: false,
        rows: [BASE_ROW],
        hasOpened: false,
      },
    ],
    [
      'with pages that were opened',
      having(told(PAGES)),
      {
        headline: 'The whole site: 10 MB, in 280 files.',
        take: 'Download the whole site',
        isStoppable: false,
        isRemovable: false,
        rows: [
          { what: 'The iceberg', href: '/learn/iceberg/', since: '28 November 2026', size: '' },
          { what: 'Find the cause', href: '/play/ask/', since: '', size: '' },
          { what: 'These pages and the files they load, in total', since: '', size: '350 KB' },
          BASE_ROW,
        ],
        hasOpened: true,
      },
    ],
    [
      'with what a tab has loaded since its page was removed',
      having(told({ ...NOTHING, loaded: { files: 1, bytes: 9_000 } })),
      {
        headline: 'The whole site: 10 MB, in 280 files.',
        take: 'Download the whole site',
        isStoppable: false,
        isRemovable: false,
        rows: [{ what: 'Files loaded by opened pages', since: '', size: '9 KB' }, BASE_ROW],
        hasOpened: true,
      },
    ],
    [
      'on the way',
      having(told(NOTHING), take, told(PART)),
      {
        headline: 'Downloading the whole site. Keep this page open.',
        amount: '120 of 280 files, 4.1 MB of 10 MB',
        progress: { value: 4_100_000, max: 10_000_000 },
        isStoppable: true,
        isRemovable: false,
        rows: [{ what: 'Part of the site', since: '28 November 2026', size: '4.1 MB' }, BASE_ROW],
        hasOpened: false,
      },
    ],
    [
      'cut off',
      having(told(NOTHING), take, { kind: 'told', reply: { state: PART, trouble: 'unreachable' } }),
      {
        headline: 'Part of the site is on this device.',
        amount: '120 of 280 files, 4.1 MB of 10 MB',
        trouble: 'Can’t reach the site. Check your connection and try again. Files already on this device are kept.',
        take: 'Download the rest',
        isStoppable: false,
        isRemovable: true,
        rows: [{ what: 'Part of the site', since: '28 November 2026', size: '4.1 MB' }, BASE_ROW],
        hasOpened: false,
      },
    ],
    [
      'taken',
      having(told(NOTHING), take, told(WHOLE)),
      {
        headline: 'Works offline: the whole site is on this device.',
        isStoppable: false,
        isRemovable: true,
        rows: [{ what: 'The whole site', since: '28 November 2026', size: '10 MB' }, BASE_ROW],
        hasOpened: false,
      },
    ],
    [
      'with a tab of an older build open',
      having(told({ ...WHOLE, otherBuilds: 3 })),
      {
        headline: 'Works offline: the whole site is on this device.',
        isStoppable: false,
        isRemovable: true,
        rows: [
          { what: 'The whole site', since: '28 November 2026', size: '10 MB' },
          BASE_ROW,
          { what: 'Another version of this site, while both are needed', since: '', size: '3 files' },
        ],
        hasOpened: false,
      },
    ],
  ])('%s', (_, state, view) => expect(offlineView(state)).toEqual(view));
});

describe('what the last act did', () => {
  const removed = (of: 'whole' | 'opened'): Message => ({ kind: 'removed', of, reply: { state: NOTHING } });
  it.each<[string, State, string]>([
    ['taken, which the headline says', having(told(NOTHING), take, told(WHOLE)), ''],
    ['looked at again', having(told(WHOLE)), ''],
    [
      'removed',
      having(told(WHOLE), { kind: 'ask', of: 'whole' }, removed('whole')),
      'Removed the site from this device.',
    ],
    ['pages removed', having(told(PAGES), removed('opened')), 'Removed the pages from this device.'],
    [
      'not removed',
      having(told(PAGES), { kind: 'ask', of: 'opened' }, { kind: 'not-removed', of: 'opened' }),
      'Couldn’t confirm the removal. Try again.',
    ],
    ['stopped', having(told(NOTHING), take, { kind: 'stop' }, told(PART)), ''],
  ])('%s: %j', (_, state, said) =>
    expect([offlineView(state).said ?? '', state.isTaking, state.asking]).toEqual([said, false, undefined]),
  );

  it('a stop ends what was on its way, and the rest can be taken', () => {
    const state = having(told(NOTHING), take, { kind: 'stop' }, told(PART));
    expect(offlineView(state).take).toBe('Download the rest');
  });
});

describe('what is kept changes while the list is in sight', () => {
  const changed = (kept: KeptState): Message => ({ kind: 'changed', kept });
  const asOf = (state: KeptState, seconds: number): KeptState => ({ ...state, asOf: NOON + seconds * 1000 });
  it.each<[string, State, Partial<State>]>([
    ['a page is kept', having(told(NOTHING), changed(PAGES)), { kept: PAGES, trouble: undefined }],
    [
      'what went wrong before still stands',
      having(told(NOTHING), take, { kind: 'told', reply: { state: PART, trouble: 'room' } }, changed(PAGES)),
      { kept: PAGES, trouble: 'room', isTaking: false },
    ],
    [
      'a silent worker is silent no more',
      having({ kind: 'silent' }, changed(PAGES)),
      { kept: PAGES, trouble: undefined },
    ],
    [
      'another tab has got what this one could not',
      having(told(NOTHING), take, { kind: 'told', reply: { state: PART, trouble: 'room' } }, changed(WHOLE)),
      { kept: WHOLE, trouble: undefined },
    ],
    [
      'also of what another tab has got before it failed here',
      having(told(NOTHING), take, { kind: 'told', reply: { state: WHOLE, trouble: 'unreachable' } }),
      { kept: WHOLE, trouble: undefined, isTaking: false },
    ],
    [
      'and where the worker is silent here',
      having(told(NOTHING), take, changed(WHOLE), { kind: 'stop', trouble: 'unreachable' }),
      { kept: WHOLE, trouble: undefined, isTaking: false },
    ],
    ['another tab has got the rest', having(told(NOTHING), take, changed(WHOLE)), { kept: WHOLE, isTaking: false }],
    [
      'a removal that was not confirmed has come',
      having(told(PAGES), { kind: 'not-removed', of: 'opened' }, changed(NOTHING)),
      { kept: NOTHING, last: undefined },
    ],
    [
      'one that has not may be tried again',
      having(told(PAGES), { kind: 'not-removed', of: 'opened' }, changed(PAGES), told(PAGES)),
      { kept: PAGES, last: { of: 'opened', isRemoved: false } },
    ],
    ['a question still stands', having(told(PART), { kind: 'ask', of: 'whole' }, changed(PART)), { asking: 'whole' }],
    [
      'what is gone is asked about no more, even once there is some again',
      having(told(PAGES), { kind: 'ask', of: 'opened' }, changed(NOTHING), changed(PAGES)),
      { kept: PAGES, asking: undefined },
    ],
    ['a download goes on', having(told(NOTHING), take, changed(PART)), { kept: PART, isTaking: true }],
    [
      'what a removal said still stands',
      having(told(PAGES), { kind: 'removed', of: 'opened', reply: { state: NOTHING } }, changed(NOTHING)),
      { kept: NOTHING, last: { of: 'opened', isRemoved: true } },
    ],
    [
      'but not that the site was removed, once another tab takes it',
      having(told(WHOLE), { kind: 'removed', of: 'whole', reply: { state: NOTHING } }, changed(PART)),
      { kept: PART, last: undefined },
    ],
    ['a later look holds', having(told(asOf(PAGES, 1)), changed(asOf(NOTHING, 2))), { kept: asOf(NOTHING, 2) }],
    ['a late reply does not', having(told(asOf(NOTHING, 2)), changed(asOf(PAGES, 1))), { kept: asOf(NOTHING, 2) }],
    ['nor to what was asked', having(changed(asOf(NOTHING, 2)), told(asOf(PAGES, 1))), { kept: asOf(NOTHING, 2) }],
    [
      'nor does it end a download',
      having(take, changed(asOf(NOTHING, 2)), told(asOf(WHOLE, 1))),
      { kept: asOf(NOTHING, 2), isTaking: true },
    ],
    [
      'further back than any reply can be, the clock was set back',
      having(told(asOf(NOTHING, 61)), changed(asOf(PAGES, 0))),
      { kept: asOf(PAGES, 0) },
    ],
    [
      'nor to a removal, which is told all the same',
      having(changed(asOf(PAGES, 2)), { kind: 'removed', of: 'opened', reply: { state: asOf(NOTHING, 1) } }),
      { kept: asOf(PAGES, 2), last: { of: 'opened', isRemoved: true } },
    ],
  ])('%s', (_, state, expected) => expect(state).toMatchObject(expected));
});
