export { Access, Public, type AccessDeclaration, type Denial, type OnDenied } from './access.ts';
export { AccessDeclarations, assertEveryRootFieldDeclaresAccess, rootFieldsOf } from './access-check.ts';
export { CtxSource } from './ctx-source.ts';
export { CurrentCtx, type GraphqlContext } from './graphql-context.ts';
export { graphqlModule, type GraphqlOptions } from './graphql.module.ts';
export { because, calendarDate, email, id, longText, parsedBy, parseInput, text } from './input.ts';
export { checkedPage, connectionOf, PageArgs, PageInfo } from './relay.ts';
export { ByteCount, CalendarDate, DateTime, isCalendarDate } from './scalars.ts';
export { printedSchema, schemaOf, undescribed } from './schema.ts';
