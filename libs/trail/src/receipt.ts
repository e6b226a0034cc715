/**
 * A receipt: one event with all that proves it stands in the log, to be verified offline with the log's public key.
 * Bytes are in base64.
 */
export interface Receipt {
  format: 'tasuki-receipt/1';
  event: {
    /** The exact text that was hashed. */
    facts: string;
    factsSalt: string;
    /** The personal part with its salt, or, where that was erased, what remains of it. */
    person?: string;
    personSalt?: string;
    personHash?: string;
  };
  leafIndex: number;
  /** From the leaf upwards. */
  inclusionProof: string[];
  /** The signed note, as text. */
  checkpoint: string;
}

/** The one way to write a receipt down: a verifier refuses any other spelling, so that no byte can be altered unseen. */
export const receiptText = (receipt: Receipt): string => `${JSON.stringify(receipt, null, 2)}\n`;

/** As the file that people keep. */
export const receiptFile = (eventId: string, receipt: Receipt) => ({
  fileName: `receipt-${eventId}.json`,
  content: receiptText(receipt),
});
