/** The document is no feed; the message says what it is instead and what to do. */
export class NotAFeed extends Error {
  override readonly name = 'NotAFeed';
  /** The address of a feed that the page names instead. */
  readonly feedAddress: string | undefined;

  constructor(message: string, feedAddress?: string) {
    super(message);
    this.feedAddress = feedAddress;
  }
}
