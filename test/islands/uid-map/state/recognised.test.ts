import { expect, test, vi } from 'vitest';
import { init } from '../../../../src/islands/uid-map/state/model.ts';
import type { Message } from '../../../../src/islands/uid-map/state/State.ts';
import { answerQuestion } from '../../../../src/islands/uid-map/worker/answerQuestion.ts';
import { UID_MAP_LINK_DEFAULTS } from '../../../../src/share/uidMapLink.ts';

const asked = vi.hoisted(() => [] as string[]);
vi.mock(import('../../../../src/engine/idmap/recognise/recognise.ts'), async (original) => {
  const { recognise } = await original();
  return {
    recognise: (text: string) => {
      asked.push(text);
      return recognise(text);
    },
  };
});

test.each<[what: string, before: string, changes: Message[], texts: string[]]>([
  [
    'a key in the text',
    'ann:100000:6553',
    [{ kind: 'text', level: 0, text: 'ann:100000:65536' }],
    ['ann:100000:65536'],
  ],
  ['a key in the ID', 'ann:200000:65536', [{ kind: 'choose', choices: { id: '7' } }], []],
  [
    'a key in the ranges',
    'lxc.idmap = u 0 1 2',
    [{ kind: 'choose', choices: { task: 'make', have: 'ann:5:6' } }],
    ['ann:5:6'],
  ],
])('%s has each text recognised once', (_, text, changes, texts) => {
  const state = init('page', { link: { ...UID_MAP_LINK_DEFAULTS, source: 'paste', text } });
  const { state: answered } = answerQuestion({ turn: 1, state, changes: [] });
  asked.length = 0;
  answerQuestion({ turn: 2, state: answered, changes });
  expect(asked).toEqual(texts);
});
