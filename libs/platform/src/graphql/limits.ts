import {
  GraphQLError,
  Kind,
  visit,
  type ASTVisitor,
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { invalidInput, MAX_PAGE, type TasukiError } from '#libs/kernel';

/** Characters of one query. */
export const MAX_QUERY_LENGTH = 50_000;
/** Lexical tokens of one query: parsing stops there. */
export const MAX_TOKENS = 10_000;

const MAX_DEPTH = 12;
const MAX_ALIASES = 30;
const MAX_DIRECTIVES = 50;
const MAX_DEFINITIONS = 60;
/** Fields that one operation may ask for, those of a list counted once for each row. */
const MAX_COST = 20_000;
/** What a list that is not told `first` answers with: the default of PageArgs. */
const DEFAULT_PAGE = 20;

/**
 * A validation rule that refuses documents whose shape costs more than any page of ours needs. It measures the whole
 * document before any other rule walks it, because some of those take the square of its size; when it refuses, it takes
 * the document away from them (`null` deletes the node from the walk).
 */
export function shapeLimits(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      const refusal = refusalOfShape(document);
      if (!refusal) return undefined;
      context.reportError(new GraphQLError(refusal.message, { originalError: refusal }));
      return null;
    },
  };
}

function refusalOfShape(document: DocumentNode): TasukiError | null {
  if (document.definitions.length > MAX_DEFINITIONS) {
    return invalidInput(
      'request.too_large',
      `Use at most ${MAX_DEFINITIONS} operations and fragments in one document.`,
    );
  }
  const { aliases, directives } = count(document);
  if (aliases > MAX_ALIASES) {
    return invalidInput('request.too_many_aliases', `Use at most ${MAX_ALIASES} aliases or repeated fields.`);
  }
  if (directives > MAX_DIRECTIVES) {
    return invalidInput('request.too_costly', `Use at most ${MAX_DIRECTIVES} directives.`);
  }
  if (depthOf(document) > MAX_DEPTH) {
    return invalidInput('request.too_deep', `Nest fields at most ${MAX_DEPTH} deep.`);
  }
  return null;
}

/** A field that stands twice in one selection counts as an alias: both make other rules compare all pairs. */
function count(document: DocumentNode): { aliases: number; directives: number } {
  let aliases = 0;
  let directives = 0;
  visit(document, {
    SelectionSet({ selections }) {
      const seen = new Set<string>();
      for (const one of selections) {
        if (one.kind !== Kind.FIELD) continue;
        if (one.alias || seen.has(one.name.value)) aliases += 1;
        seen.add(one.name.value);
      }
    },
    Directive() {
      directives += 1;
    },
  });
  return { aliases, directives };
}

const fragmentsOf = (document: DocumentNode): Map<string, FragmentDefinitionNode> =>
  new Map(
    document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]),
  );

/** Introspection is left to graphql's own limit of it. */
const isIntrospection = (field: FieldNode): boolean => field.name.value.startsWith('__');

/** What tools ask of the schema in fragments on its own types (`on __Type`) is introspection too. */
const isMeasured = (one: DefinitionNode): one is OperationDefinitionNode | FragmentDefinitionNode =>
  one.kind === Kind.OPERATION_DEFINITION ||
  (one.kind === Kind.FRAGMENT_DEFINITION && !one.typeCondition.name.value.startsWith('__'));

function depthOf(document: DocumentNode): number {
  const fragments = fragmentsOf(document);
  const known = new Map<string, number>();

  const ofSet = (set: SelectionSetNode | undefined, nesting: number): number => {
    // Inline fragments add no field but do nest: stop long before the stack does.
    if (!set || nesting > 2 * MAX_DEPTH) return set ? MAX_DEPTH + 1 : 0;
    return Math.max(0, ...set.selections.map((one) => ofSelection(one, nesting + 1)));
  };
  const ofSelection = (one: SelectionNode, nesting: number): number => {
    if (one.kind === Kind.INLINE_FRAGMENT) return ofSet(one.selectionSet, nesting);
    if (one.kind === Kind.FIELD) return isIntrospection(one) ? 0 : 1 + ofSet(one.selectionSet, nesting);
    const name = one.name.value;
    // Zero while it is being measured: a cycle is refused by graphql's own rule.
    if (!known.has(name)) {
      known.set(name, 0);
      known.set(name, ofSet(fragments.get(name)?.selectionSet, 0));
    }
    return known.get(name) ?? 0;
  };

  return Math.max(...document.definitions.map((one) => (isMeasured(one) ? ofSet(one.selectionSet, 0) : 0)));
}

/**
 * Refuses an operation that asks for too many fields, now that its variables are known: each field counts one, and what
 * stands under `edges` counts once for each row of the page.
 * @throws INVALID_INPUT
 */
export function checkCost(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): void {
  const fragments = fragmentsOf(document);
  const known = new Map<string, number>();
  const given = { ...defaultsOf(operation), ...variables };

  /** `page` is the number of rows of the list whose selection this is. */
  const ofSet = (set: SelectionSetNode, page: number): number =>
    set.selections.reduce((sum, one) => sum + ofSelection(one, page), 0);
  const ofSelection = (one: SelectionNode, page: number): number => {
    if (one.kind === Kind.INLINE_FRAGMENT) return ofSet(one.selectionSet, page);
    if (one.kind === Kind.FIELD) {
      if (!one.selectionSet || isIntrospection(one)) return 1;
      const rows = one.name.value === 'edges' ? page : 1;
      return 1 + rows * ofSet(one.selectionSet, pageOf(one, given));
    }
    const fragment = fragments.get(one.name.value);
    if (!fragment) return 0;
    // Remembered, for fragments that spread fragments would else take exponential time.
    const key = `${one.name.value}:${page}`;
    const cost = known.get(key) ?? ofSet(fragment.selectionSet, page);
    known.set(key, cost);
    return cost;
  };

  const cost = ofSet(operation.selectionSet, DEFAULT_PAGE);
  if (cost > MAX_COST) {
    throw invalidInput(
      'request.too_costly',
      `This asks for up to ${cost} fields; ${MAX_COST} is the most. Ask for fewer rows or fewer lists within lists.`,
    );
  }
}

/** The whole numbers that variables are when the request leaves them out. */
function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)]] : [],
    ),
  );
}

function pageOf(field: FieldNode, variables: Record<string, unknown>): number {
  const value = field.arguments?.find((argument) => argument.name.value === 'first')?.value;
  const first =
    value?.kind === Kind.VARIABLE
      ? variables[value.name.value]
      : value?.kind === Kind.INT
        ? Number(value.value)
        : undefined;
  // Out of range is refused by the list itself, in better words.
  return typeof first === 'number' ? Math.min(Math.max(first, 1), MAX_PAGE) : DEFAULT_PAGE;
}
