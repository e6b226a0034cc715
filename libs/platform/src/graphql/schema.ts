import type { INestApplicationContext } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  printSchema,
  type GraphQLSchema,
} from 'graphql';

/** The schema of a started (or initialised) application. */
export const schemaOf = (app: INestApplicationContext): GraphQLSchema =>
  app.get(GraphQLSchemaHost, { strict: false }).schema;

/** The text of schema.graphql: sorted, so that it changes only where the API does. */
export const printedSchema = (schema: GraphQLSchema): string =>
  `# Written by the program from its resolvers. Do not edit.\n\n${printSchema(lexicographicSortSchema(schema))}\n`;

/** What lacks a description, as `Publication.title` or `Query.publications(after)`: a test expects none. */
export function undescribed(schema: GraphQLSchema): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const found: string[] = [];
  const look = (coordinate: string, { description }: { description?: string | null | undefined }) => {
    if (!description?.trim()) found.push(coordinate);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    if (!roots.some((root) => root === type)) look(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) look(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type)) for (const field of fieldsOf(type)) look(`${type.name}.${field.name}`, field);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of fieldsOf(type)) {
      look(`${type.name}.${field.name}`, field);
      for (const argument of field.args) look(`${type.name}.${field.name}(${argument.name})`, argument);
    }
  }
  return found;
}

const fieldsOf = <Field>(type: { getFields(): Record<string, Field> }): Field[] => Object.values(type.getFields());
