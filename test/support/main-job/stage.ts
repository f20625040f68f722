import type { Point, UserConfig } from "../../../bot/simulator/model.ts";

/** One person in one chat, whoever plays it: the simulator's actor or a finger on the page in Chromium. */
export interface Hand {
  start(): Promise<void>;
  type(text: string): Promise<void>;
  /** Presses a button of the reply keyboard; a location button sends where the person is. */
  press(label: string): Promise<void>;
  /** Presses the same button on a computer, which sends its label as text. */
  pressOnDesktop(label: string): Promise<void>;
  /** Taps an inline key: the newest with this label. */
  tap(label: string): Promise<void>;
  /** Sends a point through 📎. */
  sendPlace(point: Point): Promise<void>;
  /** Opens a link as if it had come from a friend. */
  openLink(url: string): Promise<void>;
  /**
   * Waits for a message of the bot, new or changed since it was last seen, that matches.
   * @returns its text
   * @throws Error with what is there instead
   */
  sees(pattern: RegExp): Promise<string>;
  /** Waits for a toast or an alert and puts it away. */
  isTold(pattern: RegExp): Promise<void>;
  /** Labels of the newest inline keyboard, row by row. */
  keys(): Promise<string[][]>;
  /** Labels of the reply keyboard, row by row. */
  dock(): Promise<string[][]>;
  /** Where the newest link copied from this chat leads. */
  link(): Promise<string>;
}

export interface Person {
  readonly staff: Hand;
  readonly owner: Hand;
  moveTo(point: Point): Promise<void>;
}

/** The product with Telegram in front of it. */
export interface Stage {
  person(config: UserConfig & { readonly id: number }): Promise<Person>;
  /** Epoch ms, of product and Telegram. */
  now(): number;
  /** Lets so many minutes go by, where the clock is the test's. */
  pass?(minutes: number): Promise<void>;
  /** Stops the product, cleanly, and starts it again. */
  restart?(): Promise<void>;
  /** Waits until nothing is on its way and runs what is due. */
  settle(): Promise<void>;
}
