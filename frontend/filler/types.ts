// The shapes of docs/contributing/contracts.md, "The filler's endpoints".
export type Lang = 'vi' | 'en';
export type Words = Readonly<Record<Lang, string>>;

export interface Facts {
  readonly code: string;
  readonly cluster: string | null;
  readonly point: string | null;
  readonly kind: 'compliance' | 'information' | 'gate';
  readonly compliant: 'yes' | 'no' | null;
  readonly parent: string | null;
  readonly gate: string | null;
  readonly legal: Readonly<Record<'en' | 'vi', readonly string[]>>;
  readonly evidence: Words;
  readonly label?: Words;
  readonly public_issue: boolean;
  readonly zero_tolerance: boolean;
  readonly national_only: boolean;
  readonly previous: { readonly result: string; readonly evidence: string; readonly date: string } | null;
}
export interface Answer {
  readonly value: string;
  readonly by: string;
  readonly instance_id: string | null;
  readonly at: string | null;
  readonly evidence?: string;
}
export interface Conflict {
  readonly question: string;
  readonly answers: readonly Answer[];
}
export interface Remark {
  readonly question: string | null;
  readonly text: string;
  readonly by: string;
  readonly at: string;
}
export interface Merged {
  readonly answers: Readonly<Record<string, Answer>>;
  readonly conflicts: readonly Conflict[];
}
export interface State extends Merged {
  readonly assessment: { readonly id: string; readonly factory: string; readonly state: string; readonly lead: boolean; readonly may_fill?: boolean };
  readonly me: { readonly instance_id: string | null; readonly sequence: number; readonly xml: string | null; readonly name: string; readonly saved_at?: string | null; readonly finished?: boolean };
  readonly others: readonly { readonly name: string; readonly instance_id: string; readonly saved_at: string }[];
  readonly clusters: readonly { readonly code: string; readonly label: Words; readonly points: readonly { readonly code: string; readonly label: Words }[] }[];
  readonly questions: Readonly<Record<string, Facts>>;
  readonly attachments?: readonly { readonly id: string; readonly question: string; readonly caption: string; readonly name: string; readonly by: string }[];
  readonly remarks: readonly Remark[];
  readonly problems?: { readonly required_evidence?: boolean };
}
export interface Saved extends Merged {
  readonly sequence: number;
  readonly saved_at: string;
}
export interface ProblemBody {
  readonly number: number;
  readonly title: string;
  readonly detail: string | Readonly<Record<string, string>>;
  readonly todo: string;
  /** What a refusal is made of, for instance one per missing answer; `detail.question` is a code. */
  readonly parts?: readonly ProblemBody[];
}
/** What this device holds of one assessment by one person. `acked` is the last sequence the server took. */
export interface Draft {
  readonly key: string;
  readonly instanceId: string;
  readonly sequence: number;
  readonly acked: number;
  readonly xml: string;
  readonly at: string;
  /** When the server took `acked`. */
  readonly ackedAt?: string | null;
}
/** A draft that gave way to another one, kept on this device. */
export interface Copy extends Draft {
  readonly copyId: number;
  readonly why: string;
  readonly seen: boolean;
  readonly setAsideAt: string;
}
export interface StoredFile {
  readonly id: string;
  readonly key: string;
  readonly question: string;
  readonly caption: string;
  readonly name: string;
  readonly blob: Blob;
  readonly sent: boolean;
}
