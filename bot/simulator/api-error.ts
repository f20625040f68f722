export type ResponseParameters = { retry_after?: number; migrate_to_chat_id?: number };

/** A refused Bot API call: becomes `{ ok: false, error_code, description, parameters }`. */
export class ApiError extends Error {
  readonly code: number;
  readonly parameters: ResponseParameters | undefined;
  /** True when the caller's payload is wrong whatever the state of the chat: a bug in the bot. */
  readonly violation: boolean;

  constructor(
    code: number,
    description: string,
    options: { parameters?: ResponseParameters; violation?: boolean } = {},
  ) {
    super(description);
    this.code = code;
    this.parameters = options.parameters;
    this.violation = options.violation ?? false;
  }
}

/** 400 caused by the state of the chat (too old, not found, not modified). */
export function refused(reason: string, parameters?: ResponseParameters): ApiError {
  return new ApiError(400, `Bad Request: ${reason}`, parameters ? { parameters } : {});
}

/** 400 caused by the payload itself; also recorded as a violation. */
export function invalid(reason: string): ApiError {
  return new ApiError(400, `Bad Request: ${reason}`, { violation: true });
}

/** 403: the bot may not write to this chat. */
export function forbidden(reason: string): ApiError {
  return new ApiError(403, `Forbidden: ${reason}`);
}
