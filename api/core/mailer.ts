/** One letter. The plain text says everything; the HTML part only looks better. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** How the API sends e-mail. */
export interface Mailer {
  /** @throws when the letter was not taken; nothing says that it arrives */
  send(letter: Letter): Promise<void>;
}
