// Writes content/data/starts.json from the recording of starts: `node src/tools/starts/starts.ts`, after `npm run oracle -- --update seccomp/record_starts`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { formatTable } from '../data/kernelHeaders.ts';
import { startFacts } from './startFacts.ts';

const project = resolve(import.meta.dirname, '../../..');
const recording = readFileSync(join(project, 'test/oracle/recordings/seccomp/starts.json'), 'utf8');
writeFileSync(join(project, 'content/data/starts.json'), formatTable(startFacts(JSON.parse(recording)), 3));
