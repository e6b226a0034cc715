/**
 * Which elements of the XML form are read, and what each is in the JSON form. An element that is not named here is
 * skipped with everything in it. Elements are looked up in maps: their names come from the file.
 */
export type Shape = { kind: 'text' } | { kind: 'attribute'; attribute: string } | ObjectShape | ListShape;

export interface ObjectShape {
  kind: 'object';
  /** The attributes that are members. */
  attributes: readonly string[];
  /** The member that the element's own text is. */
  text: string | null;
  children: Map<string, Child>;
}

/** An element whose children are the items of a list. */
export interface ListShape {
  kind: 'list';
  items: Map<string, Child>;
}

export interface Child {
  shape: Shape;
  /** The member's name in JSON; of an item, the one member of an object around it. */
  as: string | null;
  /** Whether several of them, side by side, are a list. */
  repeats: boolean;
}

const TEXT: Shape = { kind: 'text' };

type Named = Record<string, Shape | Partial<Child>>;

function childrenOf(named: Named): Map<string, Child> {
  return new Map(
    Object.entries(named).map(([name, child]) => {
      const { shape = TEXT, as = null, repeats = false } = 'kind' in child ? { shape: child } : child;
      return [name, { shape, as, repeats }];
    }),
  );
}

function object(children: Named, attributes: string[] = [], text: string | null = null): ObjectShape {
  return { kind: 'object', attributes, text, children: childrenOf(children) };
}

function list(items: Named): ListShape {
  return { kind: 'list', items: childrenOf(items) };
}

const ORGANISATION = object({ name: TEXT });
const CONTACTS = list({ author: object({ name: TEXT, email: TEXT }) });
const PROPERTIES = list({ property: object({}, ['name'], 'value') });

const COMPONENTS = list({});
const COMPONENT = object(
  {
    supplier: ORGANISATION,
    manufacturer: ORGANISATION,
    authors: CONTACTS,
    author: TEXT,
    publisher: TEXT,
    group: TEXT,
    name: TEXT,
    version: TEXT,
    versionRange: TEXT,
    hashes: list({ hash: object({}, ['alg'], 'content') }),
    licenses: list({
      license: { shape: object({ id: TEXT, name: TEXT }), as: 'license' },
      expression: { as: 'expression' },
      'expression-detailed': object({}, ['expression']),
    }),
    cpe: TEXT,
    purl: TEXT,
    properties: PROPERTIES,
    components: COMPONENTS,
  },
  ['type', 'bom-ref', 'isExternal'],
);
COMPONENTS.items.set('component', { shape: COMPONENT, as: null, repeats: false });

const SERVICES = list({});
const SERVICE = object({ provider: ORGANISATION, name: TEXT, version: TEXT, services: SERVICES }, ['bom-ref']);
SERVICES.items.set('service', { shape: SERVICE, as: null, repeats: false });

const METADATA = object({
  timestamp: TEXT,
  lifecycles: list({ lifecycle: object({ phase: TEXT, name: TEXT }) }),
  tools: object({
    tool: { shape: object({ vendor: TEXT, name: TEXT, version: TEXT }), as: 'tools', repeats: true },
    components: COMPONENTS,
    services: SERVICES,
  }),
  authors: CONTACTS,
  component: COMPONENT,
  manufacturer: ORGANISATION,
  manufacture: ORGANISATION,
  supplier: ORGANISATION,
  distributionConstraints: object({ tlp: TEXT }),
});

const VULNERABILITY = object(
  {
    id: TEXT,
    references: list({ reference: object({ id: TEXT }) }),
    ratings: list({ rating: object({ score: TEXT, method: TEXT, vector: TEXT }) }),
    cwes: list({ cwe: TEXT }),
    description: TEXT,
    detail: TEXT,
    recommendation: TEXT,
    workaround: TEXT,
    analysis: object({
      state: TEXT,
      justification: TEXT,
      responses: { shape: list({ response: TEXT }), as: 'response' },
      detail: TEXT,
    }),
    affects: list({
      target: object({
        ref: TEXT,
        versions: list({ version: object({ version: TEXT, range: TEXT, status: TEXT }) }),
      }),
    }),
  },
  ['bom-ref'],
);

const DEPENDENCY = object(
  { dependency: { shape: { kind: 'attribute', attribute: 'ref' }, as: 'dependsOn', repeats: true } },
  ['ref'],
);

export const BOM = object(
  {
    metadata: METADATA,
    components: COMPONENTS,
    services: SERVICES,
    dependencies: list({ dependency: DEPENDENCY }),
    vulnerabilities: list({ vulnerability: VULNERABILITY }),
  },
  ['serialNumber', 'version'],
);

/** The path of elements, counted from 1, to what stands at a JSON pointer in the JSON form. */
export function elementPathOf(pointer: string): string {
  let path = '/bom';
  let shape: Shape = BOM;
  const steps = pointer.split('/').slice(1);
  for (let step = steps.shift(); step !== undefined; step = steps.shift()) {
    if (shape.kind === 'list') {
      const [name, item] = onlyOf(shape.items);
      path += `/${name}[${Number(step) + 1}]`;
      if (!item) return path;
      shape = item.shape;
    } else if (shape.kind === 'object') {
      const [name, child] = memberOf(shape, step);
      if (!child) return shape.attributes.includes(step) ? `${path}/@${step}` : path;
      path += `/${name}`;
      if (child.repeats) path += `[${Number(steps.shift() ?? 0) + 1}]`;
      shape = child.shape;
    }
  }
  return path;
}

/** Items of several names are counted together. */
function onlyOf(items: Map<string, Child>): [string, Child | undefined] {
  const [entry] = items;
  return entry && items.size === 1 ? entry : ['*', undefined];
}

function memberOf({ children }: ObjectShape, member: string): [string, Child | undefined] {
  const child = children.get(member);
  if (child && child.as === null) return [member, child];
  for (const [name, other] of children) if (other.as === member) return [name, other];
  return ['', undefined];
}
