/** What one source may cost. Times in milliseconds, sizes in bytes. */
export type Limits = {
  readonly dnsMs: number;
  readonly connectMs: number;
  readonly headersMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
  readonly headerBytes: number;
  readonly wireBytes: number;
  readonly bodyBytes: number;
  readonly ratio: number;
  readonly redirects: number;
  readonly codings: number;
};

export const defaultLimits: Limits = {
  // A resolver asks again after five seconds, so one lost packet is forgiven.
  dnsMs: 7_000,
  // Three lost SYN packets (1 + 2 + 4 s) and the handshake of TLS across a continent.
  connectMs: 10_000,
  // Searches made into feeds on request take their time.
  headersMs: 20_000,
  idleMs: 10_000,
  // Over everything from the name to the last byte: ends a server that sends a byte a second.
  totalMs: 40_000,
  // Some sites send long policies and many cookies; Node's own 16 kB is too tight for them.
  headerBytes: 64 * 1024,
  // The largest honest feeds hold some 5 MB; full-text archives pack to less.
  wireBytes: 10 * 1024 * 1024,
  bodyBytes: 20 * 1024 * 1024,
  // Markup packs at most some thirtyfold; a bomb of zeros a thousandfold.
  ratio: 200,
  redirects: 5,
  codings: 2,
};
