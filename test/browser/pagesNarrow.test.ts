import { checkPages } from './pageChecks.ts';

// 640 px is a 1280 px window at 200 % zoom.
await checkPages({ width: 390, themes: ['dark', 'light'], resizedTo: [320, 640] });
