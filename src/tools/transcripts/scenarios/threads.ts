import { dockerDefault } from '../dockerDefault.ts';
import type { Scenario } from '../Scenario.ts';

const THREAD = `from threading import Thread

Thread(target=print, args=["hello"]).start()
`;
/** Without the arguments, which are long and addresses for the most part. */
const STRACE = `strace -f --quiet=attach,exit -e trace=clone,clone3 \\\n    python3 /thread.py 2>&1 | sed -E 's/\\(.*\\) =/(…) =/'`;

export const threads: Scenario = {
  name: 'threads',
  title: 'How a program gets a thread, under two of Docker’s profiles',
  images: ['debian-strace'],
  notes: [
    '20.10.9.json is Docker’s default profile of 20.10.4 to 20.10.9, computed as the profile checker’s preset docker-20.10.4 is; Docker and runc are those of this machine',
  ],
  async play(lab) {
    // The state of 20.10.4 to 20.10.9.
    lab.file('20.10.9.json', dockerDefault('20.10.4'));
    await lab.dockerd();
    await lab.load('debian-strace');
    lab.file('thread.py', THREAD);
    const old = 'docker run --rm --security-opt seccomp=20.10.9.json \\\n    ';
    const withScript = '-v $PWD/thread.py:/thread.py debian-strace';
    await lab.host('thread-source', 'cat thread.py');
    await lab.host('thread-old', `${old}${withScript} python3 /thread.py \\\n    2>&1 | tail -n 1`);
    await lab.host('curl-old', `${old}debian-strace curl example.org`);
    await lab.host('strace-old', `${old}${withScript} \\\n    ${STRACE} | grep clone`);
    await lab.host('thread-default', `docker run --rm ${withScript} python3 /thread.py`);
    await lab.host('strace-default', `docker run --rm ${withScript} \\\n    ${STRACE}`);
  },
};
