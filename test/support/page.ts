import { runInNewContext } from 'node:vm';
import request from 'supertest';

/** What the scripts of our pages touch of an element. */
class Element {
  readonly id: string;
  hidden: boolean;
  value = '';
  textContent = '';
  href = '';
  submitted: ((event: { preventDefault(): void }) => Promise<void>) | undefined;

  constructor(id: string, hidden: boolean) {
    this.id = id;
    this.hidden = hidden;
  }

  addEventListener(_submit: string, listener: Element['submitted'] & object): void {
    this.submitted = listener;
  }

  focus(): void {}
}

/** Somebody's browser: its cookies outlast a page. */
export type Cookies = Map<string, string>;

/**
 * A page as its script sees it: the HTML and the script come from the server, and every call of the script goes there.
 * Knows elements by their id, and nothing of how they look.
 */
export class Page {
  /** What the script sent, in order: `POST /graphql`. */
  readonly calls: string[] = [];
  private readonly origin: string;
  private readonly cookies: Cookies;
  private readonly elements: Map<string, Element>;

  private constructor(origin: string, html: string, cookies: Cookies) {
    this.origin = origin;
    this.cookies = cookies;
    const tags = [...html.matchAll(/<\w+ [^>]*\bid="([\w-]+)"[^>]*>/g)];
    this.elements = new Map(tags.map(([tag, id = '']) => [id, new Element(id, /\bhidden\b/.test(tag))]));
  }

  /** Opens the link, as a browser set to this language does. */
  static async open(link: string, cookies: Cookies = new Map(), language = 'en'): Promise<Page> {
    const { origin, pathname, hash } = new URL(link);
    const { text: html } = await request(origin).get(pathname).set('accept-language', language).expect(200);
    const page = new Page(origin, html, cookies);
    const scripts = [...html.matchAll(/<script src="([^"]+)" defer><\/script>/g)];
    const forms = [...html.matchAll(/<form id="([\w-]+)"/g)].map(([, id = '']) => page.at(id));
    for (const [, path = ''] of scripts) {
      const { text: script } = await request(origin)
        .get(path)
        .expect('content-type', /^text\/javascript/);
      runInNewContext(script, {
        document: {
          documentElement: { lang: /<html lang="(\w+)"/.exec(html)?.[1] },
          forms,
          getElementById: (id: string) => page.at(id),
        },
        location: { hash },
        addEventListener: () => undefined,
        URLSearchParams,
        fetch: (to: string, init: RequestInit) => page.fetch(to, init),
      });
    }
    return page;
  }

  /** The form that is shown; null when none is. */
  get step(): string | null {
    const shown = ['begin', 'join', 'sign-in', 'second-factor', 'set', 'ask'].filter(
      (id) => this.elements.get(id)?.hidden === false,
    );
    if (shown.length > 1) throw new Error(`several steps at once: ${shown.join(', ')}`);
    return shown[0] ?? null;
  }

  get refusal(): string {
    return this.at('refusal').textContent;
  }

  get done(): string {
    return this.at('done').textContent;
  }

  /** Fills the fields of the form that is shown, and sends it. */
  async submit(fields: Record<string, string> = {}): Promise<void> {
    for (const [id, value] of Object.entries(fields)) this.at(id).value = value;
    await this.at(this.step ?? '').submitted?.({ preventDefault: () => undefined });
  }

  private at(id: string): Element {
    const element = this.elements.get(id);
    if (!element) throw new Error(`the page has no element "${id}"`);
    return element;
  }

  private async fetch(path: string, init: RequestInit): Promise<Response> {
    this.calls.push(`${init.method} ${path}`);
    const headers = new Headers(init.headers);
    headers.set('origin', this.origin);
    if (this.cookies.size > 0) headers.set('cookie', [...this.cookies].map((pair) => pair.join('=')).join('; '));
    const response = await fetch(new URL(path, this.origin), { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/max-age=0/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}
