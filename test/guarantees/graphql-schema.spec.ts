import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { printedSchema, schemaOf, undescribed } from '#libs/platform';
import { checkedIn } from '../support/compare-file.ts';
import { World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

it('serves the schema that is checked in as schema.graphql', async () => {
  const text = printedSchema(schemaOf(world.app));
  expect(text).toBe(await checkedIn('schema.graphql', text));
});

it('describes every type, field and argument', () => {
  expect(undescribed(schemaOf(world.app)).filter((what) => !isEnumValue(what))).toEqual([]);
});

/** Values of enums are the words of the domain, described by their enum. */
const isEnumValue = (what: string) => /\.[A-Z_]+$|\.(ja|en)$/.test(what);
