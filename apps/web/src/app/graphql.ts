import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './schema.d.ts';

/** Operations are typed from `schema.graphql` where they stand; `npm run check -- operations` holds them against it. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: { ID: string; DateTime: string; CalendarDate: string; ByteCount: number };
}>();

type Types = introspection['types'];

/** The values of an enumeration of the schema: `Enumeration<'Severity'>`. */
export type Enumeration<Name extends keyof Types> = Types[Name] extends { enumValues: infer Value extends string }
  ? Value
  : never;
