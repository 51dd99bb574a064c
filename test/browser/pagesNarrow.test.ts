import { checkPages } from './pageChecks.ts';

// 640 px is a window of 1280 px at 200 %.
await checkPages({ width: 390, themes: ['dark', 'light'], narrower: [320, 640] });
