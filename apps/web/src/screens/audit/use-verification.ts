import { useCallback, useRef, useState } from 'react';
import type { Step } from './verify/steps.ts';

/** Runs a verification and gathers its steps; a new one puts the former aside. */
export function useVerification<Result>() {
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const [result, setResult] = useState<Result | null>(null);
  const [isRunning, setIsRunning] = useState(false);
  const latest = useRef(0);

  const run = useCallback(async (verification: AsyncGenerator<Step, Result>) => {
    const mine = ++latest.current;
    setSteps([]);
    setResult(null);
    setIsRunning(true);
    for (;;) {
      const next = await verification.next();
      if (latest.current !== mine) return;
      if (next.done) {
        setResult(next.value ?? null);
        setIsRunning(false);
        return;
      }
      const step = next.value;
      setSteps((former) => [...former, step]);
    }
  }, []);

  const isValid = !isRunning && steps.length > 0 && steps.every(({ isPassed }) => isPassed);
  return { steps, result, isRunning, isValid, run };
}
