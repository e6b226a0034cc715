/**
 * PDF.js starts work on a broken file whose failure it then forgets to handle, and an unhandled rejection ends a
 * process. While `read` runs those of PDF.js are let go by; any other is left to whoever else listens, or ends the
 * process as it does without us.
 */
export async function lettingGoStrayRejections<Result>(read: () => Promise<Result>): Promise<Result> {
  process.on('unhandledRejection', letGo);
  try {
    return await read();
  } finally {
    // They are told only after the work that is under way.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', letGo);
  }
}

function letGo(reason: unknown): void {
  if (reason instanceof Error && reason.stack?.includes('/unpdf/dist/pdfjs')) return;
  const isHeardElsewhere = process.listeners('unhandledRejection').some((listener) => listener !== letGo);
  if (!isHeardElsewhere) throw reason;
}
