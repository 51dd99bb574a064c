import { expect, test } from 'vitest';
import { HostShell } from '../../../src/tools/transcripts/HostShell.ts';

/** Types the lines one after the other into one bash of this machine, and gives what the last one answered. */
async function last(...lines: string[]) {
  const shell = new HostShell(['env', '-i', 'PATH=/usr/bin:/bin', 'HOME=/usr']);
  try {
    let answer = { printed: '', exit: 0 };
    for (const line of lines) answer = await shell.type(line);
    return { ...answer, prompt: shell.prompt };
  } finally {
    shell.leave();
  }
}

const HOME = 'root@lab:~#';

test.each([
  [['echo hi'], { printed: 'hi\n', exit: 0, prompt: HOME }],
  [['printf hi'], { printed: 'hi', exit: 0, prompt: HOME }],
  [['true'], { printed: '', exit: 0, prompt: HOME }],
  [['echo out; echo err >&2; echo out'], { printed: 'out\nerr\nout\n', exit: 0, prompt: HOME }],
  [['(exit 137)', 'echo $?'], { printed: '137\n', exit: 0, prompt: HOME }],
  [['cat', 'echo still here'], { printed: 'still here\n', exit: 0, prompt: HOME }],
  [['name=lab', 'echo $name'], { printed: 'lab\n', exit: 0, prompt: HOME }],
  [['cd bin'], { printed: '', exit: 0, prompt: 'root@lab:~/bin#' }],
  [['cd /'], { printed: '', exit: 0, prompt: 'root@lab:/#' }],
  [['cat <<END\na\nb\nEND'], { printed: 'a\nb\n', exit: 0, prompt: HOME }],
  [['false | true'], { printed: '', exit: 0, prompt: HOME }],
])('%j', async (lines, answer) => {
  expect(await last(...lines)).toEqual(answer);
});
