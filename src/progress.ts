/** What a run does, told as it does it. */
export type Progress =
  | { readonly kind: 'stored'; readonly read: number; readonly withdrawn: number }
  | { readonly kind: 'polling'; readonly due: number }
  | { readonly kind: 'asked'; readonly source: string }
  | ({ readonly kind: 'answered' } & Answered)
  /** Pages of articles are asked for. */
  | { readonly kind: 'reading'; readonly wanted: number }
  | { readonly kind: 'publishing' }
  /** Everything is judged or written anew; in reports, and in documents. */
  | Counted;

export type Counted = {
  readonly kind: 'judged' | 'written';
  readonly done: number;
  readonly of: number;
};

/** What asking one source brought. */
export type Answered = { readonly source: string } & (
  | { readonly outcome: 'unchanged' }
  | {
      readonly outcome: 'read';
      /** In the document. */
      readonly entries: number;
      /** Of them, stored for the first time. */
      readonly new: number;
      readonly changed: number;
      /** Of them, what the topic takes today. */
      readonly matched: number;
    }
  | { readonly outcome: 'failed'; readonly cause: string; readonly problem: string }
);

export type OnProgress = (event: Progress) => void;
