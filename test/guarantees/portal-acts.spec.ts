import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ACTS } from '../../apps/web/src/app/acts.ts';
import { type OrganisationKind, ROLES_OF_KIND } from '#libs/kernel';
import { World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

it('asks on no page for an act that the API grants to no role', async () => {
  const granted = new Set<string>();
  for (const kind of Object.keys(ROLES_OF_KIND) as OrganisationKind[]) {
    const person = await world.person(kind);
    const { data } = await person.ask<{ viewer: { permissions: { verb: string; subject: string }[] } }>(
      '{ viewer { permissions { verb subject } } }',
    );
    for (const { verb, subject } of data?.viewer.permissions ?? []) granted.add(`${verb} ${subject}`);
  }
  expect(ACTS.filter((act) => !granted.has(act))).toEqual([]);
});
