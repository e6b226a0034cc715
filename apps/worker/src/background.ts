import type { INestApplicationContext } from '@nestjs/common';
import { WebhookSender } from '#libs/interop';
import { Clock } from '#libs/kernel';
import { HealthRegistry, JobRegistry, JobWorker, roleUrl, type Runtime } from '#libs/platform';
import { Sequencer } from '#libs/trail';
import { SignerKey } from '#libs/transparency';

/** What happens after commit: jobs, the log that grows, and webhooks that tell of it. Any number of processes may run it. */
export class Background {
  private readonly worker: JobWorker;
  private readonly sequencer: Sequencer;
  private readonly webhooks: WebhookSender;

  /** @param app the whole program, initialised: its libs have defined their jobs. */
  constructor(app: INestApplicationContext, runtime: Runtime) {
    const url = (role: 'jobs' | 'sequencer') => roleUrl(runtime.databaseUrl, role, runtime.secret);
    this.worker = new JobWorker(url('jobs'), app.get(JobRegistry).all(), runtime.logger);
    this.sequencer = new Sequencer({
      url: url('sequencer'),
      signer: app.get(SignerKey, { strict: false }),
      clock: app.get(Clock),
    });
    this.webhooks = app.get(WebhookSender, { strict: false });
    app.get(HealthRegistry).add('jobs', () => this.worker.ping());
  }

  /** @throws StartError when the log was begun with another key. */
  async start(): Promise<void> {
    await this.sequencer.start();
    await this.worker.start();
    this.webhooks.start();
  }

  /** Ends after what is under way; the rest waits in the database. */
  async stop(): Promise<void> {
    await this.webhooks.stop();
    await this.worker.stop();
    await this.sequencer.stop();
  }
}
