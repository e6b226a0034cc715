import { ByteScanner, bytesOf, MAX_NESTING, nameOf } from './byte-scanner.ts';

const MAX_NAME_BYTES = 1_000;
const MAX_ATTRIBUTES = 1_000;
const MAX_DECLARATION_BYTES = 200;

const NOTHING_PLAIN = new Uint8Array(256);
const IN_TEXT = bytesOf(0x20, 0x7f, '<&]');
const IN_DOUBLE_QUOTES = bytesOf(0x20, 0x7f, '<&"');
const IN_SINGLE_QUOTES = bytesOf(0x20, 0x7f, "<&'");
const IN_COMMENT = bytesOf(0x20, 0x7f, '-');
const IN_CDATA = bytesOf(0x20, 0x7f, ']');
const IN_INSTRUCTION = bytesOf(0x20, 0x7f, '?');

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const DASH = 0x2d;
const AMPERSAND = 0x26;
const BRACKET = 0x5d;
const EQUALS = 0x3d;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;

const isBlank = (byte: number) => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;
const isNameStart = (byte: number) =>
  byte >= 0x80 || byte === 0x5f || byte === 0x3a || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a);
const isNamePart = (byte: number) => isNameStart(byte) || isDigit(byte) || byte === DASH || byte === 0x2e;

const DECLARATION =
  /^[ \t\r\n]+version\s*=\s*(?:"1\.\d+"|'1\.\d+')(?:\s+encoding\s*=\s*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*$/;
/** US-ASCII is UTF-8 that uses only half of it. */
const UTF8_NAMES = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);
const NAMED_ENTITIES = new Set(['amp', 'lt', 'gt', 'quot', 'apos']);

type State = (byte: number) => void;

/**
 * Checks that a text is one XML 1.0 element, well-formed, however long, without building it. Document type
 * declarations are refused as a whole: they are how XML reads other files and grows without end, and no format that
 * we keep needs one. Prefixes of namespaces are not resolved, and letters beyond ASCII are all taken as name letters.
 */
export class XmlScanner extends ByteScanner {
  private readonly openElements: string[] = [];
  private readonly attributes = new Set<string>();
  private state: State;
  private hasRoot = false;
  /** True until anything but the declaration was seen: only there may the declaration stand. */
  private isAtStart = true;
  private startedAtStart = false;
  /** What is being gathered: a name, a reference, the declaration. Bytes as Latin-1, since it is only compared. */
  private gathered = '';
  private quote = DOUBLE_QUOTE;
  private brackets = 0;
  private afterReference: State;

  constructor() {
    super();
    this.state = this.content;
    this.afterReference = this.content;
  }

  protected take(byte: number): void {
    if (byte < 0x20 && !isBlank(byte)) this.failSyntax(`XML cannot hold ${nameOf(byte)}.`);
    this.state(byte);
  }

  protected finish(): void {
    if (this.openElements.length > 0) this.failSyntax(`<${this.lastOpened()}> is never closed.`);
    if (this.state !== this.content) this.failSyntax('The document ends in the middle of a tag.');
    if (!this.hasRoot) this.failSyntax('The document holds no element.');
  }

  private become(state: State, plain: Uint8Array = NOTHING_PLAIN): void {
    this.state = state;
    this.plain = plain;
  }

  private becomeContent(): void {
    this.brackets = 0;
    this.become(this.content, this.openElements.length > 0 ? IN_TEXT : NOTHING_PLAIN);
  }

  private readonly content = (byte: number): void => {
    if (byte === LESS) {
      this.startedAtStart = this.isAtStart;
      this.isAtStart = false;
      this.become(this.markup);
      return;
    }
    this.isAtStart = false;
    if (this.openElements.length === 0) {
      if (!isBlank(byte)) this.failSyntax(`Outside the root element there is no text, but ${nameOf(byte)} is here.`);
      return;
    }
    if (byte === AMPERSAND) return this.openReference(this.content);
    // Skipped bytes lie between brackets unseen, so the last two are looked at one by one.
    if (byte === BRACKET) return this.become(this.contentAfterBracket);
  };

  private readonly contentAfterBracket = (byte: number): void => {
    this.brackets = byte === BRACKET ? this.brackets + 1 : this.brackets;
    if (byte === BRACKET) return;
    if (byte === GREATER && this.brackets > 0) this.failSyntax('"]]>" cannot stand in text.');
    this.becomeContent();
    this.content(byte);
  };

  private readonly markup = (byte: number): void => {
    this.gathered = '';
    if (byte === SLASH) return this.become(this.closingName);
    if (byte === BANG) return this.become(this.declarationKind);
    if (byte === QUESTION) return this.become(this.instructionTarget);
    if (!isNameStart(byte)) this.failSyntax(`A tag cannot begin with ${nameOf(byte)}.`);
    if (this.hasRoot && this.openElements.length === 0) this.failSyntax('There is a second root element.');
    this.hasRoot = true;
    if (this.attributes.size > 0) this.attributes.clear();
    this.gather(byte);
    this.become(this.openingName);
  };

  private readonly openingName = (byte: number): void => {
    if (isNamePart(byte)) return this.gather(byte);
    if (this.openElements.length === MAX_NESTING) {
      this.fail('formats.nested_too_deeply', `More than ${MAX_NESTING} elements are nested here.`);
    }
    this.openElements.push(this.gathered);
    this.afterAttribute(byte);
  };

  /** Directly after a name or a value, where another attribute needs a space first. */
  private readonly afterAttribute = (byte: number): void => {
    if (isBlank(byte)) this.become(this.beforeAttribute);
    else this.tagEnd(byte);
  };

  private readonly beforeAttribute = (byte: number): void => {
    if (isBlank(byte)) return;
    if (!isNameStart(byte)) return this.tagEnd(byte);
    this.gathered = '';
    this.gather(byte);
    this.become(this.attributeName);
  };

  private readonly tagEnd = (byte: number): void => {
    if (byte === GREATER) return this.becomeContent();
    if (byte === SLASH) return this.become(this.emptyElementEnd);
    this.failSyntax(`${nameOf(byte)} cannot stand here in a tag.`);
  };

  private readonly emptyElementEnd = (byte: number): void => {
    if (byte !== GREATER) this.failSyntax('A ">" follows the "/" of an empty element.');
    this.openElements.pop();
    this.becomeContent();
  };

  private readonly attributeName = (byte: number): void => {
    if (isNamePart(byte)) return this.gather(byte);
    if (this.attributes.has(this.gathered)) this.failSyntax(`The attribute ${decode(this.gathered)} is given twice.`);
    if (this.attributes.size === MAX_ATTRIBUTES) this.failSyntax(`A tag has more than ${MAX_ATTRIBUTES} attributes.`);
    this.attributes.add(this.gathered);
    this.become(this.equals);
    this.equals(byte);
  };

  private readonly equals = (byte: number): void => {
    if (byte === EQUALS) this.become(this.openingQuote);
    else if (!isBlank(byte)) this.failSyntax('An attribute needs a "=" and a value in quotes.');
  };

  private readonly openingQuote = (byte: number): void => {
    if (byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE) {
      this.quote = byte;
      this.becomeValue();
    } else if (!isBlank(byte)) this.failSyntax('The value of an attribute stands in quotes.');
  };

  private becomeValue(): void {
    this.become(this.attributeValue, this.quote === DOUBLE_QUOTE ? IN_DOUBLE_QUOTES : IN_SINGLE_QUOTES);
  }

  private readonly attributeValue = (byte: number): void => {
    if (byte === this.quote) this.become(this.afterAttribute);
    else if (byte === LESS) this.failSyntax('"<" cannot stand in the value of an attribute.');
    else if (byte === AMPERSAND) this.openReference(this.attributeValue);
  };

  private readonly closingName = (byte: number): void => {
    if (this.gathered === '' ? isNameStart(byte) : isNamePart(byte)) return this.gather(byte);
    if (this.openElements.length === 0) this.failSyntax(`</${decode(this.gathered)}> closes nothing.`);
    if (this.gathered !== this.openElements.at(-1)) {
      this.failSyntax(`</${decode(this.gathered)}> stands where <${this.lastOpened()}> is open.`);
    }
    this.become(this.closingEnd);
    this.closingEnd(byte);
  };

  private readonly closingEnd = (byte: number): void => {
    if (byte === GREATER) {
      this.openElements.pop();
      this.becomeContent();
    } else if (!isBlank(byte)) this.failSyntax(`${nameOf(byte)} cannot stand in a closing tag.`);
  };

  private readonly declarationKind = (byte: number): void => {
    this.gather(byte);
    if (this.gathered === '--') this.become(this.comment, IN_COMMENT);
    else if (this.gathered === '[CDATA[' && this.openElements.length > 0) this.become(this.cdata, IN_CDATA);
    else if (this.gathered === 'DOCTYPE') {
      this.fail('formats.xml_dtd_refused', 'Documents with a document type declaration (DTD) are not taken.');
    } else if (!['--', '[CDATA[', 'DOCTYPE'].some((kind) => kind.startsWith(this.gathered))) {
      this.failSyntax('After "<!" comes a comment or a CDATA section.');
    } else if (this.gathered === '[CDATA[') this.failSyntax('Outside the root element there is no text.');
  };

  private readonly comment = (byte: number): void => {
    if (byte === DASH) this.become(this.commentDash);
  };

  private readonly commentDash = (byte: number): void => {
    if (byte === DASH) this.become(this.commentEnd);
    else this.become(this.comment, IN_COMMENT);
  };

  private readonly commentEnd = (byte: number): void => {
    if (byte !== GREATER) this.failSyntax('"--" cannot stand in a comment.');
    this.becomeContent();
  };

  private readonly cdata = (byte: number): void => {
    if (byte === BRACKET) this.become(this.cdataBracket);
  };

  private readonly cdataBracket = (byte: number): void => {
    if (byte === BRACKET) this.become(this.cdataEnd);
    else this.become(this.cdata, IN_CDATA);
  };

  private readonly cdataEnd = (byte: number): void => {
    if (byte === GREATER) this.becomeContent();
    else if (byte !== BRACKET) this.become(this.cdata, IN_CDATA);
  };

  private readonly instructionTarget = (byte: number): void => {
    if (this.gathered === '' ? isNameStart(byte) : isNamePart(byte)) return this.gather(byte);
    if (this.gathered === '' || !(isBlank(byte) || byte === QUESTION)) {
      this.failSyntax(`${nameOf(byte)} cannot stand in the name of a processing instruction.`);
    }
    if (this.gathered.toLowerCase() !== 'xml') {
      return isBlank(byte) ? this.become(this.instruction, IN_INSTRUCTION) : this.become(this.instructionEndsHere);
    }
    if (!this.startedAtStart || this.gathered !== 'xml') {
      this.failSyntax('The XML declaration can stand only at the very beginning.');
    }
    this.gathered = '';
    this.become(this.xmlDeclaration);
    this.xmlDeclaration(byte);
  };

  private readonly instruction = (byte: number): void => {
    if (byte === QUESTION) this.become(this.instructionEnd);
  };

  private readonly instructionEnd = (byte: number): void => {
    if (byte === GREATER) this.becomeContent();
    else if (byte !== QUESTION) this.become(this.instruction, IN_INSTRUCTION);
  };

  private readonly xmlDeclaration = (byte: number): void => {
    if (byte !== QUESTION) {
      if (this.gathered.length === MAX_DECLARATION_BYTES) this.failSyntax('The XML declaration does not end.');
      this.gathered += String.fromCharCode(byte);
      return;
    }
    const declaration = DECLARATION.exec(this.gathered);
    if (!declaration) this.failSyntax('The XML declaration is not as it should be.');
    const encoding = declaration[1] ?? declaration[2] ?? 'UTF-8';
    if (!UTF8_NAMES.has(encoding.toLowerCase())) {
      this.fail('formats.encoding_is_not_utf8', `The document says that it is in ${encoding}; only UTF-8 is taken.`);
    }
    this.become(this.instructionEndsHere);
  };

  private readonly instructionEndsHere = (byte: number): void => {
    if (byte !== GREATER) this.failSyntax('"?>" ends the instruction here.');
    this.becomeContent();
  };

  private openReference(after: State): void {
    this.gathered = '';
    this.afterReference = after;
    this.become(this.reference);
  }

  private readonly reference = (byte: number): void => {
    if (byte !== 0x3b) {
      if (byte >= 0x80 || isBlank(byte) || this.gathered.length === MAX_NAME_BYTES) this.failReference();
      this.gathered += String.fromCharCode(byte);
      return;
    }
    if (!NAMED_ENTITIES.has(this.gathered) && !isCharacterReference(this.gathered)) this.failReference();
    if (this.afterReference === this.content) this.becomeContent();
    else this.becomeValue();
  };

  private failReference(): never {
    this.failSyntax('"&" begins a reference (&amp; &lt; &gt; &quot; &apos; or &#number;), and this is none.');
  }

  private gather(byte: number): void {
    if (this.gathered.length === MAX_NAME_BYTES) this.failSyntax(`A name is longer than ${MAX_NAME_BYTES} bytes.`);
    this.gathered += String.fromCharCode(byte);
  }

  private lastOpened(): string {
    return decode(this.openElements.at(-1) ?? '');
  }

  private failSyntax(detail: string): never {
    this.fail('formats.xml_malformed', detail);
  }
}

function isCharacterReference(reference: string): boolean {
  const match = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(reference);
  if (!match) return false;
  const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
  if (code < 0x20) return isBlank(code);
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

function decode(latin1: string): string {
  const name = new TextDecoder().decode(Uint8Array.from(latin1, (character) => character.charCodeAt(0)));
  return name.length > 80 ? `${name.slice(0, 80)}…` : name;
}
