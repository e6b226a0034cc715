import { makeDemonstration } from '../../apps/cli/src/demo/demonstration.ts';
import { readSignIns } from '../../apps/cli/src/demo/sign-ins.ts';
import request from 'supertest';
import { World } from './world.ts';

/** A world in which the demonstration was made, and its people. */
export class DemonstrationWorld {
  readonly world: World;
  private readonly password: string;
  private readonly sessions = new Map<string, Promise<Record<string, string>>>();

  private constructor(world: World, password: string) {
    this.world = world;
    this.password = password;
  }

  static async start(): Promise<DemonstrationWorld> {
    const world = await World.start();
    await makeDemonstration(world.app, world.runtime.config, world.clock, new AbortController().signal);
    await world.settled();
    const signIns = await readSignIns(world.runtime.config.dataFolder);
    if (!signIns) throw new Error('the demonstration wrote down no sign-ins');
    return new DemonstrationWorld(world, signIns.password);
  }

  /** The headers of somebody who signed in, once for all who ask. */
  signedIn(email: string): Promise<Record<string, string>> {
    const known = this.sessions.get(email) ?? this.signIn(email);
    this.sessions.set(email, known);
    return known;
  }

  /** The first answer of a query, for the address of a screen. */
  async ask<T>(email: string, query: string): Promise<T> {
    const { data, errors } = await this.world.ask<T>(await this.signedIn(email), query);
    if (!data) throw new Error(errors.map(({ message }) => message).join('\n'));
    return data;
  }

  stop(): Promise<void> {
    return this.world.stop();
  }

  private async signIn(email: string): Promise<Record<string, string>> {
    const { url } = this.world;
    const answer = await request(url)
      .post('/auth/sign-in/email')
      .set('origin', url)
      .send({ email, password: this.password })
      .expect(200);
    const cookies = [answer.headers['set-cookie'] ?? []].flat();
    return { cookie: cookies.map((cookie) => cookie.split(';', 1)[0]).join('; ') };
  }
}
