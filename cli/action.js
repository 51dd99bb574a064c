import { fileURLToPath } from 'node:url';

// The GitHub action (action.yml), on the Node that the runner brings: its inputs become the words of `waterline check`. GitHub gives them as variables, the unset ones empty.
const input = (name) => process.env[`INPUT_${name.toUpperCase()}`] ?? '';
const option = (name, value) => (value === '' ? [] : [`--${name}=${value}`]);

process.argv = [
  process.execPath,
  fileURLToPath(new URL('waterline.js', import.meta.url)),
  'check',
  ...['stack', 'arch', 'caps', 'junit'].flatMap((name) => option(name, input(name))),
  ...input('traces')
    .split(/\r?\n/)
    .flatMap((file) => option('trace', file)),
  '--',
  input('profile'),
  input('checks'),
];
await import('./waterline.js');
