import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** The built program as a process of its own, as people start it. */
export class Child {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  out = '';
  err = '';

  constructor(args: readonly string[], env: Record<string, string> = {}, as: readonly string[] = []) {
    if (!existsSync(`${ROOT}/dist/apps/cli/src/main.js`)) throw new Error('dist is missing: run npm run build first');
    const {
      NODE_ENV: _jest,
      NODE_OPTIONS: _options,
      DATABASE_URL: _database,
      LOG_LEVEL: _level,
      ...inherited
    } = process.env;
    const [program, ...words] = [...as, process.execPath, `${ROOT}/bin/tasuki.js`, ...args];
    this.process = spawn(program ?? '', words, {
      env: { ...inherited, TASUKI_PORT: '0', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.process.stdout?.setEncoding('utf8').on('data', (text: string) => (this.out += text));
    this.process.stderr?.setEncoding('utf8').on('data', (text: string) => (this.err += text));
    this.ended = new Promise((resolve) => {
      this.process.once('close', (code) => resolve({ code, out: this.out, err: this.err }));
    });
  }

  /** Resolves when it has said this. @throws when it ends, or 30 s pass, before that. */
  async says(words: RegExp): Promise<RegExpExecArray> {
    const until = Date.now() + 150_000;
    for (;;) {
      const found = words.exec(this.out) ?? words.exec(this.err);
      if (found) return found;
      if (this.process.exitCode !== null || Date.now() > until) {
        throw new Error(`it never said ${String(words)}, but:\n${this.out}\n${this.err}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** The address that it is ready at. */
  async ready(): Promise<string> {
    return (await this.says(/is ready at (\S+)/))[1] ?? '';
  }

  async interrupt(): Promise<Ended> {
    this.process.kill('SIGINT');
    return this.ended;
  }

  type(text: string): this {
    this.process.stdin?.end(text);
    return this;
  }
}
