import { test } from 'vitest';
import { answerCompare } from '../../../src/islands/compare/worker/answerCompare.ts';
import { COMPARE_LINK_DEFAULTS } from '../../../src/share/compareLink.ts';
import { plain } from '../../../src/ui/Phrase.ts';
const P = (preset: string) => ({ preset });
test.each([
  [{}],
  [{ after: P('docker-26.1') }],
  [{ after: P('podman-5.8') }],
  [{ before: P('docker-1.12') }],
  [{ after: P('talk-2016') }],
  [{ after: P('deny-all') }],
  [{ before: P('allow-all') }],
  [{ after: P('docker-26.1'), stack: 'docker-20.10.24', afterStack: 'docker-29.9' }],
  [{ after: { text: '{' } }],
  [{ after: { text: '{}' } }],
  [{ before: { text: '{"defaultAction":"SCMP_ACT_ALLOW"}' }, after: { text: '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW"}]}' } }],
  [{ arch: 'SCMP_ARCH_LOONGARCH64' as const, stack: 'docker-20.10.5' }],
])('%j', async (link) => {
  const start = performance.now();
  const { reply } = await answerCompare({ ...COMPARE_LINK_DEFAULTS, ...link, turn: 0 });
  const { answer } = reply;
  console.log(JSON.stringify(link), Math.round(performance.now() - start), JSON.stringify(reply).length, '\n', answer.tone, answer.headline, '\n', answer.lines.map(({chip, words}) => `  ${chip?.word ?? ''}: ${plain(words)}`).join('\n'), '\n', answer.groups.map((g) => `## ${g.title} ${g.count}\n` + g.rows.map((r) => `   ${r.abis} | ${r.calls.slice(0,4).map(({name, asked}) => `${name} [${asked}]`).join(', ')} ${r.unnamed?.name ?? ''} [${r.unnamed?.asked ?? ''}] | ${r.where} | e.g. ${r.example} | ${r.before.word} -> ${r.after.word}`).join('\n')).join('\n').slice(0, 2500), '\n', answer.states, answer.computedFor, reply.problems);
});
