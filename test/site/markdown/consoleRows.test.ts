import { describe, expect, it } from 'vitest';
import { consoleRows } from '../../../src/site/markdown/fenceMeta.ts';

const shown = (text: string) =>
  consoleRows(text).map(({ prompt, text, typed }) => (typed ? `[${prompt}]${text}` : text));

describe('consoleRows tells what is typed from what is printed', () => {
  it.each([
    ['$ ls', ['[$ ]ls']],
    ['# id', ['[# ]id']],
    ['/ # ps -eo pid,user,args', ['[/ # ]ps -eo pid,user,args']],
    ['/home/docker> ps ax | grep [d]ockerd', ['[/home/docker> ]ps ax | grep [d]ockerd']],
    ['docker@boot2docker:~$ docker ps', ['[docker@boot2docker:~$ ]docker ps']],
    ['root@boot2docker:~# ls /var', ['[root@boot2docker:~# ]ls /var']],
    ['pvn@dewgong /Users/pvn> docker version', ['[pvn@dewgong /Users/pvn> ]docker version']],
    ['root@lab:/var/lib# ls', ['[root@lab:/var/lib# ]ls']],
    ['  PID USER     COMMAND', ['  PID USER     COMMAND']],
    [
      ' 1385 root     registry serve /etc/docker/registry/config.yml',
      [' 1385 root     registry serve /etc/docker/registry/config.yml'],
    ],
    ['dockremap:165536:65536', ['dockremap:165536:65536']],
    ['drwxr-xr-x 2 root root 4096 > x', ['drwxr-xr-x 2 root root 4096 > x']],
    ['$ docker run \\\n  --rm busybox\nhello', ['[$ ]docker run \\', '[]  --rm busybox', 'hello']],
    ['$ ', ['[$ ]']],
    ['', ['']],
  ])('%j', (text, rows) => expect(shown(text)).toEqual(rows));
});
