export { ResponsibilityModule } from './responsibility.module.ts';
