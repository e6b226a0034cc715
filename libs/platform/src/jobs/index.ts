export { prepareQueue } from './queue.ts';
export { JobRegistry, type JobDefinition, type JobDraft } from './registry.ts';
export { JobWorker, runJob, type JobLog } from './worker.ts';
