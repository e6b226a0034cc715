import { ByteScanner, bytesOf, MAX_NESTING, nameOf } from './byte-scanner.ts';

const OBJECT = 1;
const ARRAY = 2;

const NOTHING_PLAIN = new Uint8Array(256);
const BETWEEN_TOKENS = new Uint8Array(256);
for (const blank of ' \t\r') BETWEEN_TOKENS[blank.charCodeAt(0)] = 1;
const IN_STRING = bytesOf(0x20, 0x7f, '"\\');

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const isBlank = (byte: number) => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;
const isHexDigit = (byte: number) => isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);

type State = (byte: number) => void;

/** Checks that a text is one JSON value (RFC 8259), however long, without building it. Equal keys are not looked for. */
export class JsonScanner extends ByteScanner {
  private readonly containers = new Uint8Array(MAX_NESTING);
  private depth = 0;
  private state: State;
  private afterString: State;
  private literal = '';
  private position = 0;

  constructor() {
    super();
    this.state = this.value;
    this.afterString = this.afterValue;
    this.plain = BETWEEN_TOKENS;
  }

  protected take(byte: number): void {
    this.state(byte);
  }

  protected finish(): void {
    const { state } = this;
    const isNumber =
      state === this.zero || state === this.integer || state === this.fraction || state === this.exponent;
    if (this.depth > 0) this.failSyntax('The document ends before all that was opened is closed.');
    if (state !== this.afterValue && !isNumber) this.failSyntax('The document ends in the middle of a value.');
  }

  private between(next: State): void {
    this.state = next;
    this.plain = BETWEEN_TOKENS;
  }

  private inside(next: State): void {
    this.state = next;
    this.plain = NOTHING_PLAIN;
  }

  private readonly value = (byte: number): void => {
    if (isBlank(byte)) return;
    if (byte === QUOTE) this.openString(this.afterValue);
    else if (byte === 0x7b) this.open(OBJECT, this.firstKey);
    else if (byte === 0x5b) this.open(ARRAY, this.firstElement);
    else if (byte === 0x2d) this.inside(this.minus);
    else if (byte === 0x30) this.inside(this.zero);
    else if (isDigit(byte)) this.inside(this.integer);
    else if (byte === 0x74) this.openLiteral('true');
    else if (byte === 0x66) this.openLiteral('false');
    else if (byte === 0x6e) this.openLiteral('null');
    else this.failSyntax(`A value is expected here, not ${nameOf(byte)}.`);
  };

  private readonly firstElement = (byte: number): void => {
    if (byte === 0x5d) this.close(ARRAY);
    else this.value(byte);
  };

  private readonly firstKey = (byte: number): void => {
    if (byte === 0x7d) this.close(OBJECT);
    else this.key(byte);
  };

  private readonly key = (byte: number): void => {
    if (byte === QUOTE) this.openString(this.colon);
    else if (!isBlank(byte)) this.failSyntax(`A key in quotes is expected here, not ${nameOf(byte)}.`);
  };

  private readonly colon = (byte: number): void => {
    if (byte === 0x3a) this.between(this.value);
    else if (!isBlank(byte)) this.failSyntax(`A colon is expected here, not ${nameOf(byte)}.`);
  };

  private readonly afterValue = (byte: number): void => {
    if (isBlank(byte)) return;
    if (this.depth === 0) this.failSyntax(`The document is complete before ${nameOf(byte)}.`);
    if (byte === 0x7d) this.close(OBJECT);
    else if (byte === 0x5d) this.close(ARRAY);
    else if (byte === 0x2c) this.between(this.containers[this.depth - 1] === OBJECT ? this.key : this.value);
    else this.failSyntax(`A comma or the end of this container is expected here, not ${nameOf(byte)}.`);
  };

  private open(container: number, next: State): void {
    if (this.depth === MAX_NESTING) {
      this.fail('formats.nested_too_deeply', `More than ${MAX_NESTING} containers are nested here.`);
    }
    this.containers[this.depth++] = container;
    this.between(next);
  }

  private close(container: number): void {
    if (this.containers[this.depth - 1] !== container) {
      this.failSyntax(container === OBJECT ? 'A "}" closes an array here.' : 'A "]" closes an object here.');
    }
    this.depth--;
    this.between(this.afterValue);
  }

  private openString(after: State): void {
    this.afterString = after;
    this.continueString();
  }

  private continueString(): void {
    this.state = this.string;
    this.plain = IN_STRING;
  }

  private readonly string = (byte: number): void => {
    if (byte === QUOTE) this.between(this.afterString);
    else if (byte === BACKSLASH) this.inside(this.escape);
    else if (byte < 0x20) this.failSyntax('A string holds a control character, which must be written as an escape.');
  };

  private readonly escape = (byte: number): void => {
    if (byte === 0x75) {
      this.position = 0;
      this.inside(this.unicodeEscape);
    } else if (byte < 0x80 && '"\\/bfnrt'.includes(String.fromCharCode(byte))) this.continueString();
    else this.failSyntax(`There is no escape with ${nameOf(byte)}.`);
  };

  private readonly unicodeEscape = (byte: number): void => {
    if (!isHexDigit(byte)) this.failSyntax('Four hexadecimal digits follow "\\u".');
    if (++this.position === 4) this.continueString();
  };

  private openLiteral(literal: string): void {
    this.literal = literal;
    this.position = 1;
    this.inside(this.restOfLiteral);
  }

  private readonly restOfLiteral = (byte: number): void => {
    if (byte !== this.literal.charCodeAt(this.position)) this.failSyntax(`"${this.literal}" is misspelled here.`);
    if (++this.position === this.literal.length) this.between(this.afterValue);
  };

  private readonly minus = (byte: number): void => {
    if (byte === 0x30) this.state = this.zero;
    else if (isDigit(byte)) this.state = this.integer;
    else this.failSyntax('A digit follows "-".');
  };

  private readonly zero = (byte: number): void => {
    if (isDigit(byte)) this.failSyntax('A number does not begin with 0.');
    this.integerEnd(byte);
  };

  private readonly integer = (byte: number): void => {
    if (!isDigit(byte)) this.integerEnd(byte);
  };

  private readonly integerEnd = (byte: number): void => {
    if (byte === 0x2e) this.state = this.point;
    else this.fractionEnd(byte);
  };

  private readonly point = (byte: number): void => {
    if (!isDigit(byte)) this.failSyntax('A digit follows the decimal point.');
    this.state = this.fraction;
  };

  private readonly fraction = (byte: number): void => {
    if (!isDigit(byte)) this.fractionEnd(byte);
  };

  private readonly fractionEnd = (byte: number): void => {
    if (byte === 0x65 || byte === 0x45) this.state = this.exponentSign;
    else this.numberEnd(byte);
  };

  private readonly exponentSign = (byte: number): void => {
    if (byte === 0x2b || byte === 0x2d) this.state = this.exponentDigit;
    else this.exponentDigit(byte);
  };

  private readonly exponentDigit = (byte: number): void => {
    if (!isDigit(byte)) this.failSyntax('A digit is missing in the exponent.');
    this.state = this.exponent;
  };

  private readonly exponent = (byte: number): void => {
    if (!isDigit(byte)) this.numberEnd(byte);
  };

  private readonly numberEnd = (byte: number): void => {
    this.between(this.afterValue);
    this.afterValue(byte);
  };

  private failSyntax(detail: string): never {
    this.fail('formats.json_malformed', detail);
  }
}
