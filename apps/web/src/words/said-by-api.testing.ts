import { globSync, readFileSync } from 'node:fs';
import { buildSchema, isEnumType } from 'graphql';
import ts from 'typescript';

/** What makes refusals, and which of its arguments is the reason. */
const REFUSERS: Readonly<Record<string, number>> = {
  because: 0,
  conflict: 0,
  forbidden: 0,
  invalidInput: 0,
  rateLimited: 0,
  unauthenticated: 0,
  unavailable: 0,
  failure: 1,
  refused: 1,
  StorageError: 0,
  TasukiError: 1,
  TransparencyError: 0,
};
/** Their first argument is the name of a loader, not a reason. */
const LOADERS = new Set(['loader', 'one']);
const KEY = /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?$/;
const DOTTED = /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/;

const filesOf = (...patterns: string[]) =>
  globSync(patterns)
    .filter((file) => !/\.(?:spec|testing)\.ts$|\/migrations\//.test(file))
    .toSorted();

const known = new Map<string, ts.SourceFile>();

function parsed(file: string): ts.SourceFile {
  const source = known.get(file) ?? ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  known.set(file, source);
  return source;
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

/** Every enum of the interface with its values. */
export function enumsOfSchema(): Record<string, string[]> {
  const types = Object.values(buildSchema(readFileSync('schema.graphql', 'utf8')).getTypeMap());
  const enums = types.filter(isEnumType).filter(({ name }) => !name.startsWith('__'));
  return Object.fromEntries(enums.map((type) => [type.name, type.getValues().map(({ name }) => name)]));
}

/** The names of what an interface or type of a source file holds. */
export function membersOf(file: string, name: string): string[] {
  const members: string[] = [];
  visit(parsed(file), (node) => {
    if (!ts.isInterfaceDeclaration(node) || node.name.text !== name) return;
    members.push(...node.members.flatMap((member) => member.name?.getText() ?? []));
  });
  return members;
}

/**
 * Every kind of event that the program records: in `*.events.ts`, as the `kind` of an event that is recorded elsewhere,
 * and in SQL, by `trail.event_facts`.
 */
export function trailKinds(): Set<string> {
  const kinds = new Set<string>();
  for (const file of filesOf('libs/*/src/**/*.ts', 'apps/{api,cli,worker}/src/**/*.ts')) {
    const source = parsed(file);
    for (const [, kind = ''] of source.text.matchAll(/trail\.event_facts\('([a-z_.]+)'/g)) kinds.add(kind);
    visit(source, (node) => {
      const property = ts.isPropertyAssignment(node.parent ?? node) ? nameOf(node.parent) : null;
      if (ts.isTemplateExpression(node) && property === 'kind' && DOTTED.test(`${node.head.text}x`)) {
        for (const kind of madeBy(node)) kinds.add(kind);
      }
      if (!ts.isStringLiteralLike(node) || !DOTTED.test(node.text)) return;
      if (property === 'kind' || (property === null && file.endsWith('.events.ts'))) kinds.add(node.text);
    });
  }
  return kinds;
}

/** `jobs.hourly('publishing.sweep_uploads', …)` */
const isHourly = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'hourly';

/** Every kind of job, as the constants of `*.job.ts` and `*.jobs.ts` name them, and as what is done every hour is called. */
export function jobKinds(): Set<string> {
  const kinds = new Set<string>();
  for (const file of filesOf('libs/*/src/**/*.{job,jobs,module,setup}.ts')) {
    visit(parsed(file), (node) => {
      if (
        ts.isStringLiteralLike(node) &&
        DOTTED.test(node.text) &&
        (isConstant(node.parent) || isHourly(node.parent))
      ) {
        kinds.add(node.text);
      }
    });
  }
  return kinds;
}

/**
 * Every reason that the API may answer: what is given to a maker of refusals or stands as `reason`, and besides
 * whatever has the form of a key in one of the areas that those show, unless it names a loader, a column, a job, a route
 * or an event. `templates` says what those make that nothing can be told of from their source, which are otherwise returned
 * as they stand there.
 */
export function reasonsOfApi(templates: Readonly<Record<string, readonly string[]>>): Set<string> {
  const literals: ts.StringLiteralLike[] = [];
  const reasons = new Set<string>();
  for (const file of filesOf('libs/*/src/**/*.ts', 'apps/api/src/**/*.ts')) {
    visit(parsed(file), (node) => {
      if (ts.isStringLiteralLike(node) && KEY.test(node.text)) literals.push(node);
      if (!ts.isTemplateExpression(node) || !isReason(node)) return;
      for (const reason of templates[node.getText()] ?? madeBy(node)) reasons.add(reason);
    });
  }
  for (const literal of literals) if (isReason(literal)) reasons.add(literal.text);
  const areas = new Set([...reasons].filter((reason) => DOTTED.test(reason)).map(areaOf));
  const kinds = trailKinds();
  for (const literal of literals) {
    const { text } = literal;
    if (DOTTED.test(text) && areas.has(areaOf(text)) && !kinds.has(text) && !isOtherName(literal)) reasons.add(text);
  }
  return reasons;
}

/** The first part of a key with a dot. */
export const areaOf = (key: string) => key.slice(0, key.indexOf('.'));
const isConstant = (node: ts.Node) => ts.isVariableDeclaration(node) && /^[A-Z_]+$/.test(node.name.getText());
const nameOf = (node: ts.Node) => (ts.isPropertyAssignment(node) ? node.name.getText() : null);

/**
 * What a template like `release.${verb}` makes, where `verb` is a parameter of the function around it: with what that
 * function is called by. The template itself where it is of another kind.
 */
function madeBy(template: ts.TemplateExpression): string[] {
  const [span, ...others] = template.templateSpans;
  let maker: ts.Node = template;
  while (!ts.isArrowFunction(maker) && !ts.isSourceFile(maker)) maker = maker.parent;
  if (!ts.isArrowFunction(maker) || !ts.isVariableDeclaration(maker.parent) || !span || others.length > 0) {
    return [template.getText()];
  }
  const name = maker.parent.name.getText();
  const place = maker.parameters.findIndex((parameter) => parameter.name.getText() === span.expression.getText());
  const made: string[] = [];
  visit(template.getSourceFile(), (node) => {
    if (!ts.isCallExpression(node) || node.expression.getText() !== name) return;
    const given = node.arguments[place];
    if (given && ts.isStringLiteralLike(given)) made.push(template.head.text + given.text + span.literal.text);
  });
  return made.length > 0 ? made : [template.getText()];
}

function isReason(node: ts.StringLiteralLike | ts.TemplateExpression): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && nameOf(parent) === 'reason';
  if (ts.isVariableDeclaration(parent)) return parent.name.getText() === 'reason';
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return false;
  const place = REFUSERS[parent.expression.getText()];
  return place !== undefined && parent.arguments?.[place] === node;
}

/** A loader's name, a route's path, a repository's column, and a job's kind or file's name, constants in capitals. */
function isOtherName(literal: ts.StringLiteralLike): boolean {
  const { parent } = literal;
  if (literal.getSourceFile().fileName.endsWith('.repository.ts')) return true;
  if (isConstant(parent)) return true;
  if (!ts.isCallExpression(parent)) return false;
  if (ts.isDecorator(parent.parent) || isHourly(parent)) return true;
  return ts.isPropertyAccessExpression(parent.expression) && LOADERS.has(parent.expression.name.text);
}
