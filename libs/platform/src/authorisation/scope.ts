import { rulesToAST } from '@casl/ability/extra';
import type { Ability, SubjectClass } from './policy.ts';

/** A WHERE fragment with named parameters (`:scope0`), for a TypeORM query builder. */
export interface SqlScope {
  sql: string;
  parameters: Record<string, unknown>;
}

interface AstNode {
  operator: string;
  value: unknown;
  field?: string;
}

/**
 * The same rule that checks one row, as the scope of a list: which rows of `subject` the ability lets its actor
 * `verb`. No rule is FALSE, an unconditional rule is TRUE.
 *
 * @param columnOf turns a property of the subject into a quoted, qualified column.
 * @throws Error when a rule holds anything but plain values under eq, ne or in.
 */
export function sqlScope(
  ability: Ability,
  verb: string,
  subject: SubjectClass,
  columnOf: (property: string) => string,
): SqlScope {
  const parameters: Record<string, unknown> = {};
  const bind = (value: unknown): string => {
    if (value === undefined || (typeof value === 'object' && value !== null)) {
      throw new Error('a policy condition compiled to SQL must be a plain value');
    }
    const name = `scope${Object.keys(parameters).length}`;
    parameters[name] = value;
    return `:${name}`;
  };

  const compile = (node: AstNode): string => {
    const column = () => columnOf(node.field ?? '');
    const parts = (joiner: string) => `(${(node.value as AstNode[]).map(compile).join(joiner)})`;
    const isEmpty = Array.isArray(node.value) && node.value.length === 0;
    switch (node.operator) {
      case 'and':
        return isEmpty ? 'TRUE' : parts(' AND ');
      case 'or':
        return isEmpty ? 'FALSE' : parts(' OR ');
      case 'eq':
        return node.value === null ? `${column()} IS NULL` : `${column()} = ${bind(node.value)}`;
      case 'ne':
        return node.value === null ? `${column()} IS NOT NULL` : `${column()} <> ${bind(node.value)}`;
      case 'in':
        return isEmpty ? 'FALSE' : `${column()} IN (${(node.value as unknown[]).map(bind).join(', ')})`;
      default:
        throw new Error(`a policy condition with "${node.operator}" cannot be compiled to SQL`);
    }
  };

  const ast = rulesToAST(ability, verb, subject as never) as AstNode | null;
  return ast === null ? { sql: 'FALSE', parameters } : { sql: compile(ast), parameters };
}
