/** The paper of an order before its money comes and the one that closes the sale, by the seller's country. */
export const orderPapers = {
  ru: { before: "bank_invoice", after: "act" },
  ir: { before: "pro_forma", after: "invoice" },
} as const;
