import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { newId } from '#libs/kernel';
import type { Person, World } from './world.ts';

/** What the program wrote to an address, the oldest first. */
export async function mailsTo(world: World, email: string): Promise<ParsedMail[]> {
  const folder = join(world.runtime.config.dataFolder, 'mail');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(`-${email}.eml`)).toSorted();
  return Promise.all(names.map(async (name) => simpleParser(await readFile(join(folder, name)))));
}

/** As if the person had joined by an invitation in that language. */
export async function invitedIn(language: 'ja' | 'en', { world, organisationId, email }: Person): Promise<void> {
  await world.behind.query(
    `insert into invitation (id, organisation_id, email, roles, language, token_hash, expires_at, accepted_at, created_at)
     values ($1::uuid, $2, $3, '{HOSPITAL_VIEWER}', $4, sha256($1::text::bytea), now(), now(), now())`,
    [newId(), organisationId, email, language],
  );
}
