import { expect, test } from 'vitest';
import { remedies } from '../../../../src/engine/idmap/index.ts';
import { REMEDY_CASES } from './remedyCases.ts';

/** What the engine says, one remedy a line: the recorder reads this file and runs what stands in it. */
const said = REMEDY_CASES.flatMap(({ name, about, asked, wants }) =>
  remedies(about, asked, wants).map(({ code, steps }) => {
    const texts = steps.map(({ where, text }) => ['file' in where ? where.file : where.root ? 'root' : 'user', text]);
    return { case: name, code, steps: texts };
  }),
);

test('the texts that are run are those that the engine gives', async () => {
  const lines = said.map((remedy) => `${JSON.stringify(remedy)}\n`).join('');
  await expect(lines).toMatchFileSnapshot('../../../oracle/idmap/remedy_texts.jsonl');
});
