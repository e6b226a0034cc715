import { randomInt } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Terminal } from '../terminal.ts';

const signIns = z.object({
  password: z.string(),
  people: z.array(z.object({ organisation: z.string(), does: z.string(), email: z.string() })),
  vendorApiKey: z.string(),
  product: z.object({ gtin: z.string(), version: z.string() }),
});

/** How to sign in to the demonstration; kept in the data folder, for its owner's eyes only. */
export type SignIns = z.output<typeof signIns>;

const FILE = 'demo.json';
// Without the characters that are misread: 0 o, 1 i l.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** One for everybody in a demonstration, different for each data folder: twenty random characters, some 99 bits. */
export function newPassword(): string {
  const five = () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: 4 }, five).join('-');
}

/** Null where the data folder holds no demonstration. */
export async function readSignIns(dataFolder: string): Promise<SignIns | null> {
  const text = await readFile(join(dataFolder, FILE), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return signIns.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export async function writeSignIns(dataFolder: string, facts: SignIns): Promise<void> {
  const file = join(dataFolder, FILE);
  await writeFile(`${file}.draft`, `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.draft`, file);
}

/** Tells who may sign in and what to try first. */
export function tellSignIns(terminal: Terminal, facts: SignIns | null, url: string): void {
  if (!facts) return;
  terminal.answer({ event: 'demonstration', ...facts });
  const width = Math.max(...facts.people.map(({ email }) => email.length));
  terminal.say('');
  terminal.say(`Demonstration sign-ins, all with the password  ${facts.password}`);
  let last = '';
  for (const { organisation, does, email } of facts.people) {
    if (organisation !== last) terminal.say(`  ${organisation}`);
    terminal.say(`    ${email.padEnd(width)}  ${does}`);
    last = organisation;
  }
  terminal.say('');
  terminal.say('Or from another terminal: publish a file of your own to every hospital that has the device');
  terminal.say(`  export TASUKI_URL=${url} TASUKI_API_KEY=${facts.vendorApiKey}`);
  terminal.say(
    `  npx tasuki publish README.md --kind ADVISORY --title "My first advisory" ` +
      `--product ${facts.product.gtin} --release ${facts.product.version} --submit`,
  );
  terminal.say('The tours in README.md, in the browser and from a terminal, go through the rest.');
  terminal.say('');
}
