/** Where a value begins. Counted from 1, a column being one character. */
export interface TextPosition {
  line: number;
  column: number;
}

/** Where the value that a JSON pointer (RFC 6901) names begins in a JSON text; null when there is none. */
export function lineOfPointer(text: string, pointer: string): TextPosition | null {
  return linesOfPointers(text, [pointer]).get(pointer) ?? null;
}

/**
 * Where the values that JSON pointers name begin, found in one pass over the text, which is not parsed into a tree: values
 * that no pointer leads into are skipped. Of equal keys in one object the last counts, as for JSON.parse. Pointers to
 * nothing are left out. In a text that is no JSON, the search ends where the text first cannot be followed.
 */
export function linesOfPointers(text: string, pointers: Iterable<string>): Map<string, TextPosition> {
  const root = new Target(null);
  const targets = new Map<string, Target>();
  for (const pointer of pointers) {
    if (pointer === '' || pointer.startsWith('/')) targets.set(pointer, targetAt(root, tokensOf(pointer)));
  }
  if (targets.size > 0) new Walk(text).locate(root);

  const found = [...targets].filter(([, target]) => isFound(target));
  const positions = positionsAt(text, new Set(found.map(([, target]) => target.offset)));
  return new Map(found.map(([pointer, { offset }]) => [pointer, positions.get(offset) ?? { line: 1, column: 1 }]));
}

function tokensOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A value that a pointer leads to or through. */
class Target {
  readonly parent: Target | null;
  readonly children = new Map<string, Target>();
  /** The children again, by their index in an array. */
  readonly elements = new Map<number, Target>();
  offset = -1;
  /** How often the value was met. What was found in an earlier value of the same key does not count. */
  met = 0;
  metInParent = 0;

  constructor(parent: Target | null) {
    this.parent = parent;
  }

  meet(offset: number): void {
    this.offset = offset;
    this.met++;
    this.metInParent = this.parent?.met ?? 0;
  }
}

function targetAt(root: Target, tokens: readonly string[]): Target {
  let target = root;
  for (const token of tokens) {
    const child = target.children.get(token) ?? new Target(target);
    target.children.set(token, child);
    if (/^(?:0|[1-9]\d{0,9})$/.test(token)) target.elements.set(Number(token), child);
    target = child;
  }
  return target;
}

function isFound(target: Target): boolean {
  for (let child = target; child.parent; child = child.parent) {
    if (child.met === 0 || child.metInParent !== child.parent.met) return false;
  }
  return target.met > 0;
}

/** An array or object that a pointer leads into, and how many of its values were passed. */
interface Container {
  target: Target;
  isArray: boolean;
  passed: number;
}

const LONG_STRING = 24;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const isBlank = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** Goes through a text with a position that only grows, and a stack as deep as the longest pointer. */
class Walk {
  private readonly text: string;
  private position = 0;

  constructor(text: string) {
    this.text = text;
    if (text.startsWith('\uFEFF')) this.position = 1;
  }

  locate(root: Target): void {
    const open: Container[] = [];
    this.enterOrSkip(root, open);
    for (let container = open.at(-1); container; container = open.at(-1)) {
      this.skipBlanks();
      const code = this.text.charCodeAt(this.position);
      if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) {
        this.position++;
        open.pop();
        continue;
      }
      if (container.passed > 0) {
        if (code !== COMMA) return;
        this.position++;
      }
      const target = container.isArray ? container.target.elements.get(container.passed) : this.nextMember(container);
      if (target === null) return;
      container.passed++;
      this.enterOrSkip(target, open);
    }
  }

  /** Goes into a value that a pointer leads into, behind any other. */
  private enterOrSkip(target: Target | undefined, open: Container[]): void {
    this.skipBlanks();
    if (this.position < this.text.length) target?.meet(this.position);
    const first = this.text.charCodeAt(this.position);
    if (first === QUOTE) {
      this.position = endOfString(this.text, this.position);
    } else if (first !== OPEN_ARRAY && first !== OPEN_OBJECT) {
      this.skipLiteral();
    } else if (target === undefined || target.children.size === 0) {
      this.skipContainer();
    } else {
      this.position++;
      open.push({ target, isArray: first === OPEN_ARRAY, passed: 0 });
    }
  }

  /** Goes behind a key and its colon; null where there is none. */
  private nextMember({ target }: Container): Target | undefined | null {
    this.skipBlanks();
    const key = this.readKey();
    this.skipBlanks();
    if (key === null || this.text.charCodeAt(this.position) !== COLON) return null;
    this.position++;
    return target.children.get(key);
  }

  private readKey(): string | null {
    const from = this.position;
    if (this.text.charCodeAt(from) !== QUOTE) return null;
    this.position = endOfString(this.text, from);
    const raw = this.text.slice(from + 1, this.position - 1);
    return raw.includes('\\') ? unescaped(raw) : raw;
  }

  private skipContainer(): void {
    const { text } = this;
    let position = this.position;
    let depth = 0;
    do {
      const code = text.charCodeAt(position);
      if (code === QUOTE) {
        position = endOfString(text, position);
        continue;
      }
      if (code === OPEN_ARRAY || code === OPEN_OBJECT) depth++;
      else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) depth--;
      position++;
    } while (depth > 0 && position < text.length);
    this.position = position;
  }

  private skipLiteral(): void {
    const { text } = this;
    let position = this.position;
    let code = text.charCodeAt(position);
    while (
      position < text.length &&
      code !== COMMA &&
      code !== CLOSE_ARRAY &&
      code !== CLOSE_OBJECT &&
      !isBlank(code)
    ) {
      code = text.charCodeAt(++position);
    }
    this.position = position;
  }

  private skipBlanks(): void {
    while (isBlank(this.text.charCodeAt(this.position))) this.position++;
  }
}

/** Behind the closing quote. A long string's end is searched for by the engine; for a short one that would take longer. */
function endOfString(text: string, start: number): number {
  const near = start + LONG_STRING;
  let end = start + 1;
  for (; end < near; end++) {
    const code = text.charCodeAt(end);
    if (code === QUOTE) return end + 1;
    if (code === BACKSLASH) end++;
  }
  end = text.indexOf('"', end);
  while (end !== -1 && isEscaped(text, end, start + 1)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end + 1;
}

/** Whether an odd number of backslashes stands before a quote in a string that begins at `start`. */
function isEscaped(text: string, quote: number, start: number): boolean {
  let before = quote;
  while (before > start && text.charCodeAt(before - 1) === BACKSLASH) before--;
  return (quote - before) % 2 === 1;
}

function unescaped(raw: string): string | null {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return null;
  }
}

/** The lines and columns of offsets, counted on from one to the next. */
function positionsAt(text: string, offsets: ReadonlySet<number>): Map<number, TextPosition> {
  const positions = new Map<number, TextPosition>();
  const hasPairs = /[\ud800-\udbff]/.test(text);
  let line = 1;
  let column = 1;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  for (const offset of [...offsets].toSorted((a, b) => a - b)) {
    for (let feed = text.indexOf('\n', at); feed !== -1 && feed < offset; feed = text.indexOf('\n', at)) {
      line++;
      column = 1;
      at = feed + 1;
    }
    column += offset - at - (hasPairs ? pairsBetween(text, at, offset) : 0);
    at = offset;
    positions.set(offset, { line, column });
  }
  return positions;
}

/** The second half of a surrogate pair is no character of its own. */
function pairsBetween(text: string, from: number, to: number): number {
  let pairs = 0;
  for (let index = from + 1; index < to; index++) {
    const isSecond = (text.charCodeAt(index) & 0xfc00) === 0xdc00;
    if (isSecond && (text.charCodeAt(index - 1) & 0xfc00) === 0xd800) pairs++;
  }
  return pairs;
}
