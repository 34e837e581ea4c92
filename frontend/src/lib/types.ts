/*
 * The records as Go hands them over: the json tags of backend/order and of app.go.
 * Written by hand until the bindings are generated; no other file spells them out.
 * Moments are Unix milliseconds, UTC; 0 means not known.
 */
export type Millis = number

export const outcomes = [
  'accepted',
  'pending',
  'template_failed',
  'rejected',
  'duplicate',
  'handoff_failed',
  'no_answer',
  'unknown',
] as const
export type Outcome = (typeof outcomes)[number]

export const stages = ['original', 'template', 'final', 'response'] as const
export type Stage = (typeof stages)[number]

export type StageState = 'passed' | 'partial' | 'failed' | 'waiting' | 'empty' | 'not_reached' | 'not_captured'
export type StageStates = Record<Stage, StageState>

export type Severity = 'error' | 'warning' | 'info'

export const kinds = ['received', 'production', 'shipping', 'delivery', 'error', 'other'] as const
export type Kind = (typeof kinds)[number]

export const results = ['delivered', 'handed_to_mail', 'retrying', 'failed', 'not_sent', 'unknown'] as const
export type Result = (typeof results)[number]

export type Direction = 'to_customer' | 'from_printer'
export type List = 'requests' | 'postbacks'

export const labels = ['red', 'orange', 'green', 'blue', 'purple'] as const
/** Label is the colour of a mark; it is always named as well. */
export type Label = (typeof labels)[number] | ''

/** Mark is what an agent noted of a record. */
export interface Mark {
  bookmarked: boolean
  label: Label
  note: string
  changedAt: Millis
}

/** MarkOf is the mark of one record. */
export interface MarkOf {
  id: string
  mark: Mark
}

/** Marked is a record of which something is noted. */
export interface Marked {
  id: string
  list: List
  held: boolean
  at: Millis
  orderReferenceId: string
  customer: Party
  outcome: Outcome | ''
  kind: Kind | ''
  mark: Mark
}

/** View is a list's filters under a name; query is as in a link. */
export interface View {
  name: string
  list: List
  query: string
}

export interface QueryPart {
  from: number
  to: number
  key: string
  op: string
  values: string[]
  not: boolean
}

export interface QueryProblem {
  from: number
  to: number
  message: string
  hint: string
}

/** Understood is what was typed into the search box, with its places in UTF-16 units. */
export interface Understood {
  parts: QueryPart[]
  problems: QueryProblem[]
  list: List | ''
}

export interface LookQuery {
  text: string
  window: Window
  limit: number
}

export interface LookHit {
  id: string
  list: List
  where: string
  snippet: string
  at: Millis
  orderReferenceId: string
  customer: string
  outcome: Outcome | ''
  severity: Severity
  kind: Kind | ''
}

export interface Looking {
  hits: LookHit[]
  running: boolean
  complete: boolean
  full: boolean
  down: Millis
  looked: number
}

export interface Party {
  id: string
  name: string
  referenceId: string
}

export interface Connector {
  id: string
  type: string
  name: string
}

/** A span of time, the end not in it; to 0 has no end. */
export interface Window {
  from: Millis
  to: Millis
}

export interface RequestRow {
  id: string
  source: string
  receivedAt: Millis
  type: string
  outcome: Outcome
  orderReferenceId: string
  orderId: string
  customer: Party
  connector: Connector
  stages: StageStates
  severity: Severity
  httpStatus: number // 0: no answer came
  durationMs: number // -1: unknown
  lastNews: { kind: Kind | ''; at: Millis; unknown: boolean } // unknown: not all postbacks since are held
  bookmarked: boolean
  hasNote: boolean
  label: Label
}

export interface PostbackRow {
  id: string
  source: string
  occurredAt: Millis
  direction: Direction
  event: string
  status: string
  kind: Kind
  severity: Severity
  result: Result
  attempts: number
  httpStatus: number
  orderReferenceId: string
  orderId: string
  customer: Party
  bookmarked: boolean
  hasNote: boolean
  label: Label
}

export interface RequestFilter {
  window: Window
  outcomes: Outcome[]
  types: string[]
  customers: string[]
  stages: Stage[]
  source: string
  like: string // failed for the same cause as the request of this id
  search: string
  limit: number
  after: string
  before?: string // '1': from the oldest
  near?: Millis // begins at the newest that is not after it
  uncounted?: boolean // the page need not say how many there are
}

export interface PostbackFilter {
  window: Window
  kinds: Kind[]
  directions: Direction[]
  results: Result[]
  customers: string[]
  source: string
  search: string
  limit: number
  after: string
  before?: string // '1': from the oldest
  near?: Millis // begins at the newest that is not after it
  uncounted?: boolean
}

export type GapWhy = 'not_yet' | 'forbidden' | 'beyond_source' | 'cancelled' | 'too_large' | 'error' | 'erased'

export interface Held extends Window {
  source: string
  list: List
  completeAt: Millis
}

export interface Gap extends Window {
  source: string
  list: List
  why: GapWhy
}

export interface Coverage {
  lists: Held[]
  gaps: Gap[]
}

export interface RequestPage {
  requests: RequestRow[]
  next: string
  prev?: string // where newer ones go on
  down?: Millis // down to here all was looked at, of a page that was cut off; 0: it was not
  total: number // -1: not counted
  coverage: Coverage
}

export interface PostbackPage {
  postbacks: PostbackRow[]
  next: string
  prev?: string
  down?: Millis
  total: number
  coverage: Coverage
}

export interface Header {
  name: string
  value: string
}

export interface StageError {
  code: string
  class: string
  message: string
  line?: number
  column?: number
}

export interface Message {
  at: Millis
  transport: string
  method: string
  url: string
  headers: Header[] | null // null: not captured
  contentType: string
  charset: string
}

export interface Lookup {
  field: string
  key: string
  hit: boolean
  value?: string
  strict?: boolean
}

export interface Template {
  at: Millis
  id: string
  name: string
  version: string
  type: string
  engine: string
  format: string
  lookups: Lookup[] | null
  error?: StageError
}

export interface Response extends Message {
  status?: number
  durationMs?: number
  error?: StageError
  formatted?: Message
}

export interface Attempt {
  n: number
  at: Millis
  status?: number
  durationMs?: number
  retryAfterS?: number
  error?: StageError
}

export interface OrderRequest {
  id: string
  receivedAt: Millis
  updatedAt: Millis
  type: string
  customer?: Party
  connector?: Connector
  printer?: Party
  orderReferenceId: string
  orderId: string
  stages: { original?: Message; template?: Template; final?: Message; response?: Response }
  attempts: Attempt[] | null
}

export interface Postback {
  id: string
  occurredAt: Millis
  updatedAt: Millis
  direction: Direction
  event: string
  status: string
  customer?: Party
  orderReferenceId: string
  orderId: string
  packageId: string
  itemReferenceIds: string[] | null
  trigger?: { name: string; event: string; delivery: string; retryOnFailure?: boolean }
  template?: Template
  delivery?: { target: string; sent?: Message; attempts: Attempt[] | null; result: Result | '' }
}

/** What of a record can be read as text; attempt is the answer to one delivery try. */
export type Part =
  | 'original'
  | 'template'
  | 'template_source'
  | 'template_context'
  | 'final'
  | 'response'
  | 'formatted'
  | 'payload'
  | 'rendered'
  | 'sent'
  | 'attempt'

/** A text a record holds. */
export interface Body {
  part: Part
  attempt: number // of attempt: its number; else 0
  bytes: number
  format: string // json, xml, csv, form, text or bytes
}

/** How a record differed when it was seen again; fields are those of the feed. */
export interface Change {
  seenAt: Millis
  changedAt: Millis
  fields: string[]
  more: number // fields beyond those named
}

export interface Past {
  goneSince: Millis // its source has it no longer; 0: it has
  changes: Change[] // oldest first
  captures: Capture[] // who told of it: first the source that it belongs to
}

/** A source that told of a record, when, and by which profile it was read. */
export interface Capture {
  source: string
  seenAt: Millis
  profile: string // '' where none was noted
  version: string // of the profile
}

export interface RequestDetail {
  row: RequestRow
  record: OrderRequest
  bodies: Body[]
  postbacks: PostbackRow[] // of the same order, oldest first
  past: Past
}

export interface PostbackDetail {
  row: PostbackRow
  record: Postback
  bodies: Body[]
  past: Past
}

/** How many other requests failed for the same cause. */
export interface Same {
  count: number
  since: Millis
  customers: string[]
  more: number // customers beyond those that are named
}

export type TextView = 'pretty' | 'raw' | 'tree' | 'table' | 'hex'

/** A text of a record; inside leads to what is wrapped in its values, by their offsets. */
export interface TextPlace {
  part: Part
  attempt: number
  inside: number[]
  unwrapped?: boolean // what is inside of the wrappings is saved
}

/** Which lines of which text: from is the first line, 0-based. */
export interface TextQuery extends TextPlace {
  view: TextView
  from: number
  count: number
  viewer: boolean // it is about to be shown as a whole
  anyway: boolean // though it could not be drawn the last time
}

/** What of a line is not shown; bytes 0: nothing. */
export interface Long {
  bytes: number
  how: string[] // its wrappings: base64, gzip, string
  format: string
  value: boolean // a value is too long; else the line
}

export interface TextLine {
  text: string
  at: number // offset of its beginning in the text
  depth: number
  opens: boolean // it can be folded
  long: Long
  cells: { text: string; at: number }[] // of a table's row; at -1: the row has no such field
}

/** Where reading a body stopped, and why; why "" when it did not. */
export interface TextProblem {
  offset: number
  line: number
  column: number
  why: '' | 'syntax' | 'end' | 'depth' | 'size' | 'charset' | 'entity' | 'format'
  detail: string
}

export interface Picture {
  kind: string // "" of what is no image or PDF
  width: number
  height: number
  colour: '' | 'grey' | 'colour' | 'alpha' | 'palette' | 'cmyk'
  palette: number // how many colours an image of few has
  pages: number
  title: string // of a PDF
  version: string // of a PDF
  locked: boolean // a PDF that is encrypted
  broken: boolean // a PDF without its end
  small: boolean // there can be a thumbnail
}

export interface TextPage {
  format: string
  charset: { name: string; guessed: boolean; bom: boolean; claimed: string } // claimed: what it says and is not
  how: string[] // wrappings that were opened
  cut: boolean
  broken: boolean // what is packed inside is damaged or ends too early
  bytes: number
  view: TextView // the one that is given
  total: number // lines in this view, as far as they are counted
  whole: boolean // all are counted
  from: number
  lines: TextLine[]
  columns: string[]
  problem: TextProblem
  picture: Picture
  tooBig: boolean
  unfinished: boolean // it could not be drawn the last time, and is not until asked for
}

export interface Needle {
  text: string
  regexp: boolean
  exactly: boolean
}

export interface Hit {
  at: number
  end: number
  line: number
}

export interface TextHits {
  total: number
  hits: Hit[]
}

export interface TextMatch {
  at: number
  line: number
  path: string
  text: string
}

export interface TextMatches {
  matches: TextMatch[]
  more: boolean
  made: boolean // the expression selects nothing, it makes the value
  value: string
}

export interface TextValue {
  path: string
  pointer: string
  line: number
  at: number
  text: string
  bytes: number
  how: string[]
  format: string
}

/** How many records each value of a filter would leave beside the other parts of it. */
export interface Facets {
  facets: { key: string; values: FacetValue[] }[]
  total: number
  complete: boolean // false: there may be more of each
}

export interface FacetValue {
  value: string // as it stands in a query
  name: string
  count: number
}

/** When the records next to a window are; 0: none was found. */
export interface Nearest {
  before: Millis
  after: Millis
}

export interface DayCount extends Window {
  total: number
  failed: number
}

export interface Failure {
  code: string // "" in a state that has none
  message: string
  hint: string
}

export interface SyncState {
  now: Millis // the App's clock
  connected: boolean // a source is set up, or records were imported
  demo: boolean
  running: boolean
  paused: boolean // by hand: syncs only when asked
  metered: boolean // syncs only when asked, since what is sent costs money here
  elsewhere: boolean // another Ordertrail keeps this history up to date
  nextAt: Millis // when the next sync begins; 0: when asked
  fraction: number // 0 to 1; -1: not known
  requests: number // taken over by this sync
  postbacks: number
  perSecond: number // records; 0: not known yet
  leftMs: number // until it is done; 0: not known
  back: Millis // how far back it has come
  retryInMs: number // over 0: waiting before it asks again
  lastAt: Millis // when the last sync ended well; 0: never
  lastNew: number // records it brought
  failure: Failure // why the last one stopped; code "" when it did not
}

export interface Connection {
  url: string
  key: string
}

/** After how long the guides call a step of an order too long; 0: as usual. */
export interface Limits {
  confirm: Millis
  scan: Millis
  produce: Millis
  ship: Millis
  transit: Millis
  deliver: Millis
  lateNews: Millis
}

export interface Preferences {
  theme: 'system' | 'light' | 'dark' | 'contrast'
  language: '' | 'en' | 'sv' // "": as the system says
  detailWidth: number // px; 0: as designed
  textPercent: number // how large everything is shown; 0: 100
  zone: string // in which times are shown; '': as the system says
  noSingleKeys: boolean // keys without Ctrl or Alt do nothing but move
  keys?: Record<string, string> // chosen in place of those of the design
  syncMinutes: number // between two syncs; 0: 10
  syncPaused: boolean // sync only when asked
  syncMetered: boolean // also where what is sent costs money
  lookBackHours: number // how late records may become visible at their source; 0: 72
  limits: Limits
}

/** Columns are which columns the lists have; none: those of the design. */
export interface Columns {
  requests: Column[]
  postbacks: Column[]
}

export interface Column {
  name: string // of ours, or the path of a value, such as final:/items/0/productUid
  width: number // px; 0: as designed
}

export interface CellPage {
  paths: { problem: 'fits' | 'no_text' | 'broken'; detail: string }[]
  rows: { id: string; cells: Cell[] }[]
}

/** Cell is the value of a record at a path; more: further ones. */
export interface Cell {
  text: string
  more: number
  state: 'held' | 'no_text' | 'nothing' | 'too_long' | 'unread'
}

export const exportFormats = ['zip', 'html', 'markdown', 'har', 'curl', 'json', 'bundle'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** MaskedKind is what a value that is replaced says of somebody. */
export const maskedKinds = [
  'name',
  'email',
  'phone',
  'address',
  'postcode',
  'city',
  'company',
  'personid',
  'date',
  'card',
  'iban',
  'ip',
  'geo',
  'file',
  'number',
  'text',
  'secret',
  'body',
] as const
export type MaskedKind = (typeof maskedKinds)[number]

/** The formats of a list's rows. */
export const listFormats = ['csv', 'ndjson', 'parquet'] as const
export type ListFormat = (typeof listFormats)[number]

/** ListQuery is all that is in a list by its filter. */
export type ListQuery = { list: 'requests'; filter: RequestFilter } | { list: 'postbacks'; filter: PostbackFilter }

export interface ExportChoice {
  ids: string[]
  list: List | '' // instead of ids: all that is in this list by its filter
  requestFilter: RequestFilter | null
  postbackFilter: PostbackFilter | null
  format: ExportFormat | ListFormat
  stages: Stage[] // none: all four
  postbacks: boolean
  notes: boolean
  verdicts: Scenario[]
  keep: MaskedKind[] // kinds of values that are not masked
  unmasked: boolean
  zone: string
}

/** What a text can be that masking is tried with; any: what it looks like. */
export const maskKinds = ['any', 'json', 'xml', 'csv', 'form', 'text', 'headers', 'urls', 'template'] as const
export type MaskKind = (typeof maskKinds)[number]

/** MaskReason is why a value leaves as it does. */
export type MaskReason =
  | 'secret'
  | 'record'
  | 'mask_rule'
  | 'allow_rule'
  | 'personal'
  | 'shaped'
  | 'listed'
  | 'technical'
  | 'said'
  | 'link'
  | 'unlisted'
  | 'unreadable'
  | 'elsewhere'

/** MaskTrial is what masking rules make of a text. */
export interface MaskTrial {
  problem: Mapping['problem'] // line 0: the rules can be read
  text: string
  values: { path: string; leaves: string; masked: boolean; reason: MaskReason; file: string; line: number }[]
  more: number // values beyond those listed
  goes: number
  masked: Partial<Record<MaskedKind, number>>
  left: number // originals that the search still found
}

/** PreparedExport was made and waits for the decision; what is handed over are its very bytes. */
export interface PreparedExport {
  token: string
  name: string
  bytes: number
  sha256: string
  masked: Partial<Record<MaskedKind, number>>
  kept: Partial<Record<MaskedKind, number>>
  rules: string[] // of companies, that held
  texts: { name: string; text: string; cut: boolean }[]
  copies: boolean // it is text, and short enough for the clipboard
}

/** Exported is a line of the log of exports. */
export interface Exported {
  at: Millis
  who: string
  how: string // command, saved or copied
  format: string
  list: List | ''
  ids: string[]
  unmasked: boolean
  kept: string[]
  rules: string[] | null // null: of before there were any
  records: number
  bytes: number
  sha256: string
}

export interface ExportResult {
  name: string
  saved: boolean // false beside an empty download: the person changed their mind
  download: string // in a browser: where the file waits
  bytes: number
  sha256: string
  masked: Record<string, number> // values replaced, by kind
}

export interface ImportedFile {
  path: string
  format: string
  requests: number
  postbacks: number
  duplicates: number
  skipped: { where: string; why: string }[]
  more: number // skipped beyond those that are named
  failed: boolean // it could not be read, or not to its end
}

export type FieldChange = 'same' | 'changed' | 'added' | 'dropped'
export type Origin = 'copied' | 'reformatted' | 'looked_up' | 'constant' | 'computed' | 'unknown'
export const watched = [
  'product',
  'quantity',
  'size',
  'paper',
  'colours',
  'orientation',
  'front_file',
  'back_file',
  'file',
  'address',
  'shipping_method',
] as const
export type Watched = (typeof watched)[number]

/** Two stages of one request, or, with another's id, of two; "" leaves a stage to Go. */
export interface CompareQuery {
  id: string
  from: Stage | ''
  with: string
  to: Stage | ''
}

export interface ComparePage {
  side: 'from' | 'to'
  from: number
  count: number
  only: boolean
}

export interface ComparedDocument {
  id: string
  orderReferenceId: string
  receivedAt: Millis
  format: string
  problem: TextProblem // where reading stopped; its why is '' when all was read
}

/** A watched field that a stage changes. */
/** Blamed is a field that an answer complains of, and what it was made of. */
export interface Blamed {
  says: string
  sent: FieldPlace
  from: FieldPlace
}

export interface FieldPlace {
  there: boolean
  stage: Stage
  path: string
  line: number
}

export interface Course {
  field: Watched
  item: number
  diverges: Stage | ''
  from: { words: string; path: string }
  to: { words: string; path: string }
}

export interface ComparisonSummary {
  query: CompareQuery
  same: number
  changed: number
  added: number
  dropped: number
  proved: boolean
  from: ComparedDocument
  to: ComparedDocument
  courses: Course[]
}

export interface ComparedLine {
  n: number
  hidden: number
  text: string
  change: FieldChange | ''
  field: number
  pair: number
}

export interface ComparedLines {
  total: number
  from: number
  lines: ComparedLine[]
}

/** Where a field stands in one of the documents; line and only are the places of its line, from 0, or -1. */
export interface ComparedSide {
  there: boolean
  path: string
  pointer: string
  value: string
  words: string
  line: number
  only: number
  row: number // of a field of the earlier document: its index; -1: none
}

export interface ComparedField {
  index: number
  change: FieldChange
  before: number
  from: ComparedSide
  to: ComparedSide
  origin: Origin
  proved: boolean
  sources: ComparedSide[]
  candidates: ComparedSide[]
  perhaps: boolean // what was dropped may have been carried on: it is a candidate
  lookup: { field: string; key: string; hit: boolean; value?: string | null }
  missed: boolean
  template: number
  expression: string
}

export interface ComparedFields {
  total: number
  from: number
  fields: ComparedField[]
}

/** A source that is synced, or a folder that is watched. */
export interface KnownSource {
  name: string
  url: string
  profile: string
  paused: boolean // asked only by name
  bundle: boolean // what a colleague shared: nothing is asked of it, and it goes with its records
  folder: boolean // what follows is of folders
  readAt: Millis // when something of it was read last; 0: not since the program began
  files: number // that it holds
  unread: { where: string; why: string }[] // files that can't be read
  problem: Failure // why it can't be looked at; code '': it can
}

/** A certificate authority that is trusted beside the system's. */
export interface Authority {
  name: string
  expires: Millis
}

/** Which of Gelato's interfaces is asked for the state of an order. */
export type StateFrom = 'orders_v4' | 'order_management'

export interface StateSource {
  from: StateFrom
  url: string // with {id} where the order's goes; '': not set up
}

/** What Gelato said of an order, and when. It is no part of the history. */
export interface AskedState {
  from: StateFrom
  at: Millis
  state: OrderState
}

export interface OrderState {
  host: string
  orderId: string
  reference: string // that the answer names; '': none
  status: string // as it was received
  payment: string
  updatedAt: Millis
  parcels: { code: string; url: string; method: string }[]
  body: string // laid out
  bodyIsLong: boolean // there is more of it
}

/** Where a profile found a field, and the first value of it. */
export interface MappedField {
  field: string
  path: string // "" where it was not found
  found: number
  of: number
  sample: string
}

/** What a profile makes of the records of one list. */
export interface MappedList {
  list: List
  items: number
  read: number
  skipped: { where: string; why: string }[]
  fields: MappedField[]
  others: string[] // fields that could be mapped and are not
}

/** Where in recorded records a value stands, and the first value there. */
export interface MappingPlace {
  path: string
  sample: string
}

/** A profile in the making, and what it makes of the recording at hand. */
export interface Mapping {
  profile: string
  lists: MappedList[]
  problem: { line: number; column: number; about: string; name: string } // line 0: none
}

/** What a pasted text is, and what came of it. */
export interface PasteResult {
  format: string
  stage: string // "" for records of their own
  reference: string
  file: ImportedFile
}

export const scenarios = ['disappeared', 'shipping_notice', 'printer_never_got', 'wrong_product'] as const
export type Scenario = (typeof scenarios)[number]
export type Answer = 'ok' | 'problem' | 'unknown' | 'skipped'
export type Confidence = 'certain' | 'likely' | 'cannot_tell'
export const lengths = ['line', 'mail', 'technical'] as const
export type Length = (typeof lengths)[number]
export type Verdict =
  | 'NOT_RECEIVED'
  | 'REJECTED_AT_DOOR'
  | 'TEMPLATE_FAILED'
  | 'VALIDATION_REJECTED'
  | 'HANDOFF_FAILED'
  | 'DUPLICATE_ONLY'
  | 'DRAFT'
  | 'CANCELLED'
  | 'FAILED_LATER'
  | 'ACCEPTED_SILENT'
  | 'STALLED'
  | 'ON_TRACK'
  | 'COMPLETE'
  | 'NO_DATA'
  | 'NOT_EXPECTED'
  | 'NOT_SHIPPED_YET'
  | 'NO_TRIGGER'
  | 'NOT_RENDERED'
  | 'SEND_FAILED'
  | 'RETRYING'
  | 'ODD_TARGET'
  | 'SENT_BODY_ERROR'
  | 'SENT_NO_TRACKING'
  | 'PARTIAL'
  | 'SENT_LATE'
  | 'MAIL_HANDED_OVER'
  | 'SENT_AFTER_RETRY'
  | 'SENT_OK'
  | 'CONFIRMED'
  | 'ACCEPTED_UNCONFIRMED'
  | 'CONFIRMED_AFTER_TIMEOUT'
  | 'NO_ANSWER'
  | 'PRINTER_REJECTED'
  | 'PRINTER_ERROR'
  | 'NEVER_SENT'
  | 'OTHER_PRINTER'
  | 'AS_ORDERED'
  | 'CHANGED_BY_TEMPLATE'
  | 'CHANGED_BY_LOOKUP'
  | 'LOOKUP_DEFAULT'
  | 'AMENDED'
  | 'SPEC_MATCH'
  | 'NEVER_PRODUCED'
  | 'CANNOT_COMPARE'

/** A field and the value that somebody says it has. */
export interface Said {
  field: Watched
  value: string
}

/** A question to a guide, and how its answer is written. */
export interface GuideQuery {
  scenario: Scenario
  reference: string
  customer: string // "": whoever has the reference
  expect: Said[]
  got: Said[]
  language: string
  zone: string
}

/** The very place that a sentence rests on. */
export interface GuideLink {
  list: List
  id: string
  stage: Stage | '' // "": the whole record, or a postback
  path: string
  attempt: number // 0: none
  attempts: number
  kind: Kind | ''
}

export interface GuideStep {
  id: string
  asks: string
  answer: Answer
  says: string
  evidence: GuideLink[]
  gaps: Gap[]
  /** like lists, as a filter of requests, all that the step speaks of; '': nothing. */
  like: string
}

/** What tells by which clock a reply's times are written. */
export type ZoneBy = 'setting' | 'record' | 'agent'

/** By which clock the customer of a record goes; zone '': nothing tells it. */
export interface CustomerClock {
  customer: string
  zone: string
}

/** One of several orders that fit. */
export interface GuideOrder {
  reference: string
  customer: string
  requests: number
  postbacks: number
  at: Millis
}

/** What a guide found. Where several orders fit there is no verdict, but candidates. */
export interface Guide {
  scenario: Scenario
  reference: string
  customer: string
  verdict: Verdict | ''
  confidence: Confidence | ''
  steps: GuideStep[]
  conclusion: string
  next: string
  notes: string[]
  gaps: Gap[]
  candidates: GuideOrder[]
  held: Millis
  zone: string // in which the reply's times are written
  zoneBy: ZoneBy
  tookMs: number
}

export interface CheckedOrder {
  reference: string
  customer: string
  scenario: Scenario
  verdict: Verdict
  at: Millis
}

/** What an order's story is asked by; customer "" is whoever has the order. */
export interface OrderQuestion {
  text: string
  customer: string
  language: string
  zone: string // IANA; "": that of the computer
}

export interface Try {
  n: number
  at: Millis
  taken: boolean
  status: number // 0: no answer came
}

/** Something that happened to an order: a request or a postback. */
export interface OrderEvent {
  id: string
  list: List
  what: string // request_submit, postback_shipping, ...
  at: Millis
  gapMs: number // since the event before
  arrivedAt: Millis // when the receiver took the news; 0: not, or not known
  late: '' | 'lagging' | 'overtaken'
  lateMs: number
  copyOf: string // the id of the event that this one repeats
  orderId: string
  severity: Severity
  tries: Try[]
  outcome: Outcome | '' // of a request
  stages: StageStates
  by: string
  direction: Direction | ''
  kind: Kind | '' // of a postback
  name: string
  state: string
  result: Result | ''
  parcel: number // which of the parcels, from 1 on; 0: none
  carrier: string
  tracking: string
}

/** Whose orders tell what is usual; '': too few are known of any. */
export type Basis = '' | 'family' | 'customer' | 'all'

/** A silence that is worth a word. */
export interface OrderGap extends Window {
  after: string // the event before it
  before: string // the one that ends it; "": it goes on
  part: { from: string; to: string }
  usual: { orders: number; p50: Millis; p90: Millis }
  by: Basis
  enough: boolean // is known to say what is usual
  long: boolean
  held: boolean // all news of the time are held
}

export interface Parcel {
  id: string
  items: string[]
  state: string
}

export type JoinWhy = 'same_reference' | 'response_and_news' | 'same_news' | 'same_response' | 'same_id_unexplained'

/** Why some records are told as part of an order. */
export interface Join {
  key: string
  why: JoinWhy
  value: string
  ids: string[]
  rests: string[]
  cut: boolean
}

export interface Candidate {
  reference: string
  customer: Party
  orderIds: string[]
  from: Millis
  to: Millis
  requests: number
  postbacks: number
  latest: Outcome[] // of the last request; none without a request
}

/** An order's story, or the orders to choose from. */
export interface OrderPage {
  reference: string
  customer: Party
  orderIds: string[]
  now: Millis
  verdict: string
  confidence: string
  tone: 'ok' | 'fail' | 'warn' | 'wait' | 'unk'
  tag: string
  title: string
  says: string
  on: string[] // the records that the headline rests on
  joins: Join[]
  candidates: Candidate[]
  events: OrderEvent[]
  gaps: OrderGap[]
  parcels: Parcel[]
}

export type Concern =
  'failed_requests' | 'silent_orders' | 'stalled_orders' | 'failed_postbacks' | 'missing_triggers' | 'sync_problems'
export type Trend = '' | 'new' | 'rising'

/** Which days are looked at: the midnights of a zone, oldest first, the end of today last. */
export interface OverviewQuery {
  edges: Millis[]
  language: string
  zone: string
}

/** A number of today beside what is usual at this time of such a day. */
export interface OverviewFigure {
  now: number
  usual: number // -1: too few days are held to know
  week: number[]
}

/** Requests that failed for the same cause. */
export interface FailedCluster {
  latest: string // id of the latest request
  why: string
  stage: Stage
  customers: string[]
  count: number
  week: number[]
  trend: Trend
  since: Millis
}

export interface Overview {
  days: DayCount[]
  held: boolean[] // of each day: that nothing of it is missing
  requests: OverviewFigure
  failed: OverviewFigure
  clusters: FailedCluster[]
}

/** What several orders have in common that wants somebody. */
export interface AttentionItem {
  concern: Concern
  verdict: Verdict | '' // "" of what is about no order
  scenario: Scenario | ''
  title: string
  tally: string
  why: string
  customer: string
  orders: number
  since: Millis
  latest: Millis
  like: string // id of a request of the same cause; ""
  of: string[] // references
}

/** An order of which nothing was heard for too long; p90 0: too few orders are known to call something usual. */
export interface SilentOrder {
  reference: string
  customer: string
  scenario: Scenario
  kind: Kind | ''
  since: Millis
  p50: Millis
  p90: Millis
  known: number
  by: Basis
}

export interface AttentionList {
  items: AttentionItem[]
  silent: SilentOrder[]
  silentOrders: number
  silentWeek: number[]
  undelivered: number
  undeliveredWeek: number[]
  undeliveredOf: string[]
}
