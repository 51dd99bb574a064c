// `npm run bench`: how long a megabyte of text takes each reader of id maps, ten of a profile and one, and the table of all calls after a keystroke
// in a profile, what was made long on purpose, a key in a text of 50,000 lines in Chromium, then Lighthouse's scores of a page of each kind of the built
// site. Nothing is written to a file.
import { serveBuild } from '../serve/serveBuild.ts';
import { bestScores } from './bestScores.ts';
import { fieldTimes } from './fieldTimes.ts';
import { hostileTimes } from './hostileTimes.ts';
import { largeProfileTimes } from './largeProfileTimes.ts';
import { profileTimes } from './profileTimes.ts';
import { readerTimes } from './readerTimes.ts';

const SECOND = 1000;
/** One frame of a screen. */
const FRAME = 16;
/** Of four times the text. */
const MOST_GROWTH = 5;

console.log('A megabyte of text, the slowest of 12 kinds: milliseconds, and how many times those of half of it');
let slow = 0;
for (const { reader, text, milliseconds, growth } of readerTimes()) {
  if (milliseconds > SECOND) slow++;
  console.log(
    `${reader.padEnd(20)} ${text.padEnd(9)} ${milliseconds.toFixed(0).padStart(5)} ${growth.toFixed(1).padStart(5)}`,
  );
}
console.log(slow === 0 ? 'All under a second.' : `${slow} readers take longer than a second.`);

console.log(
  'Ten megabytes of a profile, by kind of text: milliseconds to read them, and how many times those of one megabyte',
);
for (const { text, milliseconds, growth } of largeProfileTimes()) {
  console.log(`${text.padEnd(30)} ${milliseconds.toFixed(0).padStart(5)} ${growth.toFixed(1).padStart(5)}`);
}

console.log(
  'What somebody made long on purpose: milliseconds, and how many times those of a quarter of it; at most 5 are aimed at',
);
let steep = 0;
for (const { kind, milliseconds, growth } of hostileTimes()) {
  if (growth > MOST_GROWTH) steep++;
  console.log(`${kind.padEnd(30)} ${milliseconds.toFixed(0).padStart(5)} ${growth.toFixed(1).padStart(5)}`);
}

const { parse, resolve, survey, whole, calls, libseccomp } = profileTimes();
const milliseconds = (time: number) => `${time.toFixed(1)} ms`;
console.log(
  `From a keystroke in Docker's default to the table of ${calls} calls on three ABIs, median of the engine's time:`,
);
console.log(
  `${milliseconds(whole)}: parse ${milliseconds(parse)}, resolve ${milliseconds(resolve)}, survey ${milliseconds(survey)}; at most ${FRAME} ms are aimed at`,
);
console.log(
  typeof libseccomp === 'number'
    ? `libseccomp builds and exports the same filter in ${milliseconds(libseccomp)}: ${(whole / libseccomp).toFixed(1)} times that`
    : `libseccomp is not compared, for it could not be asked (Debian's libseccomp2): ${libseccomp}`,
);

const PAGES = ['/', '/learn/user-namespaces/', '/play/uid-map/', '/play/seccomp/'];

const site = await serveBuild('dist');
console.log(
  'A key in a long text of the calculator, in Chromium: milliseconds to the next picture of the page, and how many times those of a quarter of the lines',
);
for (const { key, lines, milliseconds, growth } of await fieldTimes(site.origin)) {
  if (growth > MOST_GROWTH) steep++;
  console.log(`${key.padEnd(42)} ${lines} ${milliseconds.toFixed(0).padStart(5)} ${growth.toFixed(1).padStart(5)}`);
}

let short = 0;
console.log('Lighthouse, the best of up to 5 runs: performance, accessibility, best practices, SEO');
for (const path of PAGES) {
  const { scores, runs } = await bestScores(site.origin + path);
  const { lost, ...values } = scores;
  if (Object.values(values).some((value) => value < 100)) short++;
  const row = Object.values(values).map((value) => String(value).padStart(3));
  console.log(`${path.padEnd(26)} ${row.join(' ')}  performance by run: ${runs.join(', ')}  ${lost.join(', ')}`);
}
await site.close();
console.log(short === 0 ? 'All at 100.' : `${short} of ${PAGES.length} pages below 100.`);
process.exitCode = short === 0 && slow === 0 && steep === 0 && whole <= FRAME ? 0 : 1;
