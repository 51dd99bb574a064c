/** What stands before a message where a log, a service or a person passes it on. */
export const BEFORE_A_LINE: readonly string[] = [
  '',
  '',
  '  ',
  '> ',
  '2016/08/24 12:00:00 ',
  'Aug 24 12:00:00 node1 kubelet[812]: ',
  'Aug 24 12:00:00 host dockerd[1022]: ',
  '2016-08-24T12:00:00.000000000Z stderr F ',
  'web-1  | ',
  '#12 0.321 ',
  '[  812.114203] ',
];

/** Lines that stand around a message in what people paste: prompts, progress, results. */
export const OTHER_LINES: readonly string[] = [
  '',
  'ann@host:~$ podman pull docker.io/library/debian:testing-slim',
  '$ docker run --rm -it alpine sh',
  '# docker compose up -d',
  'Trying to pull docker.io/library/debian:testing-slim...',
  'Getting image source signatures',
  'Copying blob 3331450fb84f done',
  'Status: Downloaded newer image for alpine:latest',
  'Step 3/7 : RUN make',
  ' ---> 4e38e38c8ce0',
  'Aug 24 12:00:00 host systemd[1]: Started Session 4 of user ann.',
  'Hello,',
  'I see this since yesterday. What does it mean?',
  '```',
  'Linux host 6.12.48+deb13-amd64 #1 SMP x86_64 GNU/Linux',
];
