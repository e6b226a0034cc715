export type StepName = 'key' | 'format' | 'checkpoint' | 'commitment' | 'inclusion' | 'entries' | 'root';

/** One thing that was looked at. Its words are `verify.step.<name>` or, when it failed, `verify.why.<why>` of `audit`. */
export type Step =
  | { name: StepName; isPassed: true; values: Record<string, string | number> }
  | { name: StepName; isPassed: false; why: string };
