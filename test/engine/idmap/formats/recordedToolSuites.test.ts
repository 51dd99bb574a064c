import { expect, test } from 'vitest';
import { parseNspawn } from '../../../../src/engine/idmap/index.ts';
import { readRecording } from '../../../oracle/runner/keptRecordings.ts';
import { suiteRecordings } from '../suites.ts';

type Row = Record<string, unknown>;

const rowsOf = (recording: Record<string, unknown>) => recording.rows as Row[];

/** What a tool did, without the words of a refusal, which each release has its own way with. */
function outcomeOf({ said, status, ...row }: Row): unknown {
  return said === undefined || said === '' ? row : { ...row, refused: true };
}

/** Trixie's rows are held to the engine by tests of their own; where another release does the same, so is that. */
test.each(['lxc', 'runc', 'nspawn'])('%s of sid does as trixie’s does', (name) => {
  const trixie = rowsOf(readRecording('trixie', `idmap/${name}.json`));
  const others = suiteRecordings(name);
  expect(others.map(({ suite }) => suite)).toEqual(['sid']);
  for (const { recording } of others) {
    const differences = rowsOf(recording)
      .map((row, at) => [outcomeOf(row), outcomeOf(trixie[at] ?? {})] as const)
      .filter(([other, own]) => JSON.stringify(other) !== JSON.stringify(own))
      .map(([other]) => (other as Row).text);
    expect(differences).toEqual(name === 'nspawn' ? OTHERWISE : []);
  }
});

/** systemd 257 has no managed ranges; 262 has them, and wants --private-network beside them. It makes ownership alone turn user namespaces on. */
const OTHERWISE = ['systemd-nspawn --private-users-ownership=chown', '[Exec]\nPrivateUsers=managed\n'];

test('managed is systemd-nsresourced’s to answer', () => {
  const { value, diagnostics } = parseNspawn('systemd-nspawn -D ROOT --private-network --private-users=managed', {
    systemd: '262',
  });
  expect([value?.uid, diagnostics.map(({ code }) => code)]).toEqual([undefined, ['nspawn-managed']]);
});
