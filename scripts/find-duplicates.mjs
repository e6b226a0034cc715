// Fails when the same run of code stands in two places: node scripts/find-duplicates.mjs FOLDER…
// Lines are compared without their indentation; imports, comments, and lines without a word say nothing and are left out.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** So many telling lines in a row are a copy, fewer are a coincidence. */
const LEAST_LINES = 8;
const LEAST_CHARACTERS = 240;
const IS_CODE = /\.(ts|tsx|mjs|js)$/;
// Tests may repeat what makes them readable by themselves; migrations are never edited once they ran.
const LEFT_OUT = /\.(spec|testing)\.ts$|\/migrations\/|\/test\//;
const SAYS_NOTHING = /^(import\b|export .* from\b|\/\/|\/?\*|@|$)|^\W*$/;

const files = process.argv
  .slice(2)
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, name)))
  .filter((path) => IS_CODE.test(path) && !LEFT_OUT.test(path));

function tellingLines(path) {
  let isImport = false;
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((text, index) => ({ text: text.trim(), number: index + 1 }))
    .filter(({ text }) => {
      // The names of an import that goes over several lines, up to its `from`.
      if (/^(import|export)( type)? \{$/.test(text)) isImport = true;
      const counts = !isImport && !SAYS_NOTHING.test(text);
      if (isImport && text.startsWith('}')) isImport = false;
      return counts;
    });
}

const firstSeen = new Map();
const copies = [];
for (const path of files) {
  const lines = tellingLines(path);
  let reportedUntil = 0;
  for (let at = 0; at + LEAST_LINES <= lines.length; at += 1) {
    const run = lines.slice(at, at + LEAST_LINES);
    const text = run.map((line) => line.text).join('\n');
    if (text.length < LEAST_CHARACTERS) continue;
    const here = { path, first: at, from: run[0].number };
    const there = firstSeen.get(text);
    if (!there) firstSeen.set(text, here);
    else if (at >= reportedUntil && (there.path !== path || at - there.first >= LEAST_LINES)) {
      copies.push(`${path}:${here.from} repeats ${there.path}:${there.from}`);
      reportedUntil = at + LEAST_LINES;
    }
  }
}

for (const copy of copies) console.error(copy);
process.exitCode = copies.length > 0 ? 1 : 0;
