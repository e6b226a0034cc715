import type { PipeTransform, Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { checkPage, type Page, type PageRequest } from '#libs/kernel';

/** The arguments of a list, to be extended with its filters: `@Args(checkedPage) page: PageArgs`. */
@ArgsType()
export class PageArgs implements PageRequest {
  @Field(() => Int, { defaultValue: 20, description: 'How many rows, 1 to 100.' })
  first!: number;

  @Field(() => String, { nullable: true, description: 'The cursor after which to go on, from an earlier page.' })
  after?: string | null;
}

/** A pipe that refuses a page out of range before any service is asked. */
export const checkedPage: PipeTransform<PageArgs, PageArgs> = {
  transform(page) {
    checkPage(page);
    return page;
  },
};

@ObjectType({ description: 'Where a page stands in its list. Lists go forwards only.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more rows follow.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Always false: lists go forwards only.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first row of the page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last row: the next "after".' })
  endCursor!: string | null;
}

const made = new Map<Type<object>, Type<Page<object>>>();

/**
 * The Relay connection type of a node type, `PublicationConnection` for `Publication`; its value is the kernel's Page.
 * `totalCount` is counted only when it is asked for.
 */
export function connectionOf<T extends object>(node: Type<T>, name: string = node.name): Type<Page<T>> {
  const known = made.get(node);
  if (known) return known as Type<Page<T>>;

  @ObjectType(`${name}Edge`, { description: `One ${name} of a list, with its place in it.` })
  class Edge {
    @Field(() => String, { description: 'The place in the list, to be given as "after".' })
    cursor!: string;

    @Field(() => node, { description: `The ${name}.` })
    node!: T;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class Connection implements Page<T> {
    @Field(() => [Edge], { description: 'The rows, in order.' })
    edges!: Edge[];

    @Field(() => PageInfo, {
      description: 'Where this page stands in the list.',
      middleware: [async ({ source }) => pageInfoOf(source as Page<T>)],
    })
    pageInfo!: PageInfo;

    @Field(() => Int, {
      description: 'How many rows the whole list has. Counted only when asked for.',
      middleware: [({ source }) => (source as Page<T>).totalCount()],
    })
    totalCount!: () => Promise<number>;
  }

  made.set(node, Connection);
  return Connection;
}

function pageInfoOf({ edges, pageInfo }: Page<object>): PageInfo {
  return { ...pageInfo, hasPreviousPage: false, startCursor: edges[0]?.cursor ?? null };
}
