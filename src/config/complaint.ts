/** One thing wrong with the configuration, told so that a person can mend it. */
export type Complaint = {
  /** Path of the file below the sources folder. */
  readonly file: string;
  /** Line from 1; absent where the whole file is meant. */
  readonly line?: number;
  /** Dotted path of the field: `feeds.3.url`. */
  readonly field?: string;
  /** What is wrong and what is expected. */
  readonly problem: string;
};

/** Thrown before any request is made, with everything that is wrong at once. */
export class ConfigError extends Error {
  readonly complaints: readonly Complaint[];

  constructor(complaints: readonly Complaint[]) {
    super(complaints.map(describeComplaint).join('\n'));
    this.name = 'ConfigError';
    this.complaints = complaints;
  }
}

/** `feeds.yaml:12: feeds.3.url: is missing, expected an http or https address` */
export function describeComplaint(complaint: Complaint): string {
  const place =
    complaint.line === undefined ? complaint.file : `${complaint.file}:${complaint.line}`;
  return [place, complaint.field, complaint.problem]
    .filter((part) => part !== undefined)
    .join(': ');
}
