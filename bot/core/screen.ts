import type { LabelKey, Translator } from "../../locales/index.ts";
import type { ArgumentKind } from "./arguments.ts";
import type { Dialog } from "./dialog.ts";
import type {
  BotName,
  ContactIncoming,
  DocumentIncoming,
  Instant,
  LocationIncoming,
  PersonIncoming,
  IncomingUser,
} from "./incoming.ts";
import type { Session } from "./front-desk.ts";
import type { Reply, Route, View } from "./view.ts";

/** All a screen may know. `Api` is the typed client of the area, already speaking as this person. */
export interface ScreenContext<Api = unknown> {
  readonly bot: BotName;
  readonly incoming: PersonIncoming;
  readonly user: IncomingUser;
  readonly session: Session;
  readonly api: Api;
  readonly t: Translator;
  readonly now: Instant;
  /** The waiting step, when there is one. */
  readonly dialog: Dialog | undefined;
  /** Where the tapped key leads; undefined for anything but a tap. */
  readonly tapped: Route | undefined;
  /** The `rev` of the tapped key. */
  readonly rev: number | undefined;
  /** A key for the next command of this update: the same on redelivery. */
  idempotencyKey(): string;
  /** A file that was sent to the bot, at most 20 MB. @throws Error when Telegram does not give it */
  readFile(fileId: string): Promise<Uint8Array>;
  /** The tapped key is out of date: says so and shows `fresh` instead. */
  stale(fresh: Route | View): Reply;
}

export type Answer = Promise<View | Reply> | View | Reply;

/** One screen: data in, view out. Name it in kebab-case; `code` is its name inside callback data. */
export interface Screen<Api = unknown> {
  readonly name: string;
  /** One to three of a-z0-9, unique in the bot and never reused for another meaning. */
  readonly code: string;
  /** What its arguments are; trailing ones may be missing. A tap with others leads to a fresh menu. */
  readonly args?: readonly ArgumentKind[];
  /** Without it the person is told so and lands at home. */
  readonly permission?: string;
  /** Commands that open it, without the slash. The command's payload is its only argument. */
  readonly commands?: readonly string[];
  /** Reply-keyboard labels that open it, in any language. The label's key is its only argument. */
  readonly labels?: readonly LabelKey[];
  /** A tap that leads here leaves a waiting dialog alone (language, help). */
  readonly keepsDialog?: true;
  open(ctx: ScreenContext<Api>, args: readonly string[]): Answer;
  /** The answer to a step `name` or `name/part`; `part` is '' for the plain name. */
  text?(ctx: ScreenContext<Api>, text: string, part: string): Answer;
  location?(ctx: ScreenContext<Api>, location: LocationIncoming, part: string): Answer;
  contact?(ctx: ScreenContext<Api>, contact: ContactIncoming, part: string): Answer;
  document?(ctx: ScreenContext<Api>, document: DocumentIncoming, part: string): Answer;
}
