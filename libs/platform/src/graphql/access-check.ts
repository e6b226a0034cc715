import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import { accessOf, type AccessDeclaration } from './access.ts';

/** Where @nestjs/graphql keeps what @Query, @Mutation and @Subscription say. */
const ROOT_TYPE = 'graphql:resolver_type';
const FIELD_NAME = 'graphql:resolver_name';
const ROOT_TYPES = ['Query', 'Mutation', 'Subscription'];

/** Every root field with what it declares about access; the application does not start while one is missing. */
@Injectable()
export class AccessDeclarations implements OnApplicationBootstrap {
  private readonly discovery: DiscoveryService;
  private readonly scanner: MetadataScanner;
  private readonly schemaHost: GraphQLSchemaHost;

  constructor(discovery: DiscoveryService, scanner: MetadataScanner, schemaHost: GraphQLSchemaHost) {
    this.discovery = discovery;
    this.scanner = scanner;
    this.schemaHost = schemaHost;
  }

  onApplicationBootstrap(): void {
    assertEveryRootFieldDeclaresAccess(this.schemaHost.schema, this.all());
  }

  /** By `Mutation.approvePublication`. */
  all(): Map<string, AccessDeclaration> {
    const declared = new Map<string, AccessDeclaration>();
    for (const { instance } of this.discovery.getProviders()) {
      if (typeof instance !== 'object' || instance === null) continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, object> | null;
      if (!prototype) continue;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const method = prototype[name];
        const access = method && accessOf(method);
        const type: unknown = method && Reflect.getMetadata(ROOT_TYPE, method);
        if (!access || typeof type !== 'string') continue;
        const field = (Reflect.getMetadata(FIELD_NAME, method) as string | undefined) ?? name;
        declared.set(`${type}.${field}`, access);
      }
    }
    return declared;
  }
}

/** The schema is what is asked, not the resolvers: however a root field came to be there, it needs a declaration. */
export function assertEveryRootFieldDeclaresAccess(
  schema: GraphQLSchema,
  declared: ReadonlyMap<string, AccessDeclaration>,
): void {
  const undeclared = rootFieldsOf(schema).filter((field) => !declared.has(field));
  if (undeclared.length === 0) return;
  throw new Error(`Tasuki does not start: ${undeclared.join(', ')} must declare @Access(verb, Subject) or @Public()`);
}

/** All root fields, as `Query.me`. */
export function rootFieldsOf(schema: GraphQLSchema): string[] {
  return ROOT_TYPES.flatMap((type) => {
    const fields = (schema.getType(type) as { getFields?(): object } | undefined)?.getFields?.() ?? {};
    return Object.keys(fields).map((field) => `${type}.${field}`);
  });
}
