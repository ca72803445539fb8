/** The state cannot be used; the message says why and what to do, and nothing was changed. */
export class StateError extends Error {
  override readonly name = 'StateError';
}
