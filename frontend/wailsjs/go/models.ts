export namespace compare {
	
	export enum Change {
	    ADDED = "added",
	    CHANGED = "changed",
	    DROPPED = "dropped",
	    SAME = "same",
	}
	export enum Origin {
	    COMPUTED = "computed",
	    CONSTANT = "constant",
	    COPIED = "copied",
	    LOOKED_UP = "looked_up",
	    REFORMATTED = "reformatted",
	    UNKNOWN = "unknown",
	}
	export enum Watched {
	    ADDRESS = "address",
	    BACK_FILE = "back_file",
	    COLOURS = "colours",
	    FILE = "file",
	    FRONT_FILE = "front_file",
	    ORIENTATION = "orientation",
	    PAPER = "paper",
	    PRODUCT = "product",
	    QUANTITY = "quantity",
	    SHIPPING_METHOD = "shipping_method",
	    SIZE = "size",
	}
	export interface Cause {
	    origin: Origin;
	    lookup?: order.Lookup;
	    missed: boolean;
	    line: number;
	    expression: string;
	    byTemplate: boolean;
	}
	export interface Seen {
	    stage: order.Stage;
	    path: string;
	    line: number;
	    value: string;
	    words: string;
	}
	export interface Course {
	    field: Watched;
	    part: string;
	    item: number;
	    seen: Seen[];
	    diverges: order.Stage;
	    from: Seen;
	    to: Seen;
	    cause: Cause;
	}

}

export namespace diagnose {
	
	export enum Answer {
	    OK = "ok",
	    PROBLEM = "problem",
	    SKIPPED = "skipped",
	    UNKNOWN = "unknown",
	}
	export enum Concern {
	    FAILED_POSTBACKS = "failed_postbacks",
	    FAILED_REQUESTS = "failed_requests",
	    MISSING_TRIGGERS = "missing_triggers",
	    SILENT_ORDERS = "silent_orders",
	    STALLED_ORDERS = "stalled_orders",
	    SYNC_PROBLEMS = "sync_problems",
	}
	export enum Confidence {
	    CANNOT_TELL = "cannot_tell",
	    CERTAIN = "certain",
	    LIKELY = "likely",
	}
	export enum Length {
	    LINE = "line",
	    MAIL = "mail",
	    TECHNICAL = "technical",
	}
	export enum Scenario {
	    DISAPPEARED = "disappeared",
	    PRINTER_NEVER_GOT = "printer_never_got",
	    SHIPPING_NOTICE = "shipping_notice",
	    WRONG_PRODUCT = "wrong_product",
	}
	export enum Verdict {
	    ACCEPTED_SILENT = "ACCEPTED_SILENT",
	    ACCEPTED_UNCONFIRMED = "ACCEPTED_UNCONFIRMED",
	    AMENDED = "AMENDED",
	    AS_ORDERED = "AS_ORDERED",
	    CANCELLED = "CANCELLED",
	    CANNOT_COMPARE = "CANNOT_COMPARE",
	    CHANGED_BY_LOOKUP = "CHANGED_BY_LOOKUP",
	    CHANGED_BY_TEMPLATE = "CHANGED_BY_TEMPLATE",
	    COMPLETE = "COMPLETE",
	    CONFIRMED = "CONFIRMED",
	    CONFIRMED_AFTER_TIMEOUT = "CONFIRMED_AFTER_TIMEOUT",
	    DRAFT = "DRAFT",
	    DUPLICATE_ONLY = "DUPLICATE_ONLY",
	    FAILED_LATER = "FAILED_LATER",
	    HANDOFF_FAILED = "HANDOFF_FAILED",
	    LOOKUP_DEFAULT = "LOOKUP_DEFAULT",
	    MAIL_HANDED_OVER = "MAIL_HANDED_OVER",
	    NEVER_PRODUCED = "NEVER_PRODUCED",
	    NEVER_SENT = "NEVER_SENT",
	    NOT_EXPECTED = "NOT_EXPECTED",
	    NOT_RECEIVED = "NOT_RECEIVED",
	    NOT_RENDERED = "NOT_RENDERED",
	    NOT_SHIPPED_YET = "NOT_SHIPPED_YET",
	    NO_ANSWER = "NO_ANSWER",
	    NO_DATA = "NO_DATA",
	    NO_TRIGGER = "NO_TRIGGER",
	    ODD_TARGET = "ODD_TARGET",
	    ON_TRACK = "ON_TRACK",
	    OTHER_PRINTER = "OTHER_PRINTER",
	    PARTIAL = "PARTIAL",
	    PRINTER_ERROR = "PRINTER_ERROR",
	    PRINTER_REJECTED = "PRINTER_REJECTED",
	    REJECTED_AT_DOOR = "REJECTED_AT_DOOR",
	    RETRYING = "RETRYING",
	    SEND_FAILED = "SEND_FAILED",
	    SENT_AFTER_RETRY = "SENT_AFTER_RETRY",
	    SENT_BODY_ERROR = "SENT_BODY_ERROR",
	    SENT_LATE = "SENT_LATE",
	    SENT_NO_TRACKING = "SENT_NO_TRACKING",
	    SENT_OK = "SENT_OK",
	    SPEC_MATCH = "SPEC_MATCH",
	    STALLED = "STALLED",
	    TEMPLATE_FAILED = "TEMPLATE_FAILED",
	    VALIDATION_REJECTED = "VALIDATION_REJECTED",
	}
	export interface Said {
	    field: compare.Watched;
	    value: string;
	}

}

export namespace main {
	
	export interface Connection {
	    url: string;
	    key: string;
	}
	export interface ExportChoice {
	    ids: string[];
	    list: order.List;
	    requestFilter: order.RequestFilter;
	    postbackFilter: order.PostbackFilter;
	    format: string;
	    stages: string[];
	    postbacks: boolean;
	    notes: boolean;
	    verdicts: string[];
	    keep: string[];
	    unmasked: boolean;
	    zone: string;
	}
	export interface ExportResult {
	    name: string;
	    saved: boolean;
	    download: string;
	    bytes: number;
	    sha256: string;
	    masked: Record<string, number>;
	}
	export interface Trouble {
	    code: string;
	    message: string;
	    hint: string;
	}
	export interface KnownSource {
	    name: string;
	    url: string;
	    profile: string;
	    paused: boolean;
	    bundle: boolean;
	    folder: boolean;
	    readAt: number;
	    files: number;
	    unread: source.Skipped[];
	    problem: Trouble;
	}
	export interface SyncState {
	    now: number;
	    connected: boolean;
	    demo: boolean;
	    running: boolean;
	    paused: boolean;
	    metered: boolean;
	    elsewhere: boolean;
	    nextAt: number;
	    fraction: number;
	    requests: number;
	    postbacks: number;
	    perSecond: number;
	    leftMs: number;
	    back: number;
	    retryInMs: number;
	    lastAt: number;
	    lastNew: number;
	    failure: Trouble;
	}

}

export namespace order {
	
	export enum Direction {
	    FROM_PRINTER = "from_printer",
	    TO_CUSTOMER = "to_customer",
	}
	export enum GapWhy {
	    BEYOND_SOURCE = "beyond_source",
	    CANCELLED = "cancelled",
	    ERASED = "erased",
	    ERROR = "error",
	    FORBIDDEN = "forbidden",
	    NOT_YET = "not_yet",
	    TOO_LARGE = "too_large",
	}
	export enum Kind {
	    DELIVERY = "delivery",
	    ERROR = "error",
	    OTHER = "other",
	    PRODUCTION = "production",
	    RECEIVED = "received",
	    SHIPPING = "shipping",
	}
	export enum List {
	    POSTBACKS = "postbacks",
	    REQUESTS = "requests",
	}
	export enum Outcome {
	    ACCEPTED = "accepted",
	    DUPLICATE = "duplicate",
	    HANDOFF_FAILED = "handoff_failed",
	    NO_ANSWER = "no_answer",
	    PENDING = "pending",
	    REJECTED = "rejected",
	    TEMPLATE_FAILED = "template_failed",
	    UNKNOWN = "unknown",
	}
	export enum Result {
	    DELIVERED = "delivered",
	    FAILED = "failed",
	    HANDED_TO_MAIL = "handed_to_mail",
	    NOT_SENT = "not_sent",
	    RETRYING = "retrying",
	    UNKNOWN = "unknown",
	}
	export enum Severity {
	    ERROR = "error",
	    INFO = "info",
	    WARNING = "warning",
	}
	export enum Stage {
	    FINAL = "final",
	    ORIGINAL = "original",
	    RESPONSE = "response",
	    TEMPLATE = "template",
	}
	export enum StageState {
	    EMPTY = "empty",
	    FAILED = "failed",
	    NOT_CAPTURED = "not_captured",
	    NOT_REACHED = "not_reached",
	    PARTIAL = "partial",
	    PASSED = "passed",
	    WAITING = "waiting",
	}
	export interface StageError {
	    code: string;
	    class: string;
	    message: string;
	    line?: number;
	    column?: number;
	}
	export interface Attempt {
	    n: number;
	    at: number;
	    status?: number;
	    durationMs?: number;
	    retryAfterS?: number;
	    error?: StageError;
	}
	export interface Connector {
	    id: string;
	    type: string;
	    name: string;
	}
	export interface Gap {
	    source: string;
	    list: List;
	    from: number;
	    to: number;
	    why: GapWhy;
	    erasedAt: number;
	}
	export interface Held {
	    source: string;
	    list: List;
	    from: number;
	    to: number;
	    completeAt: number;
	}
	export interface Coverage {
	    lists: Held[];
	    gaps: Gap[];
	}
	export interface Header {
	    name: string;
	    value: string;
	}
	export interface Message {
	    at: number;
	    transport: string;
	    method: string;
	    url: string;
	    headers: Header[];
	    contentType: string;
	    charset: string;
	    sizeBytes?: number;
	    sha256: string;
	}
	export interface Delivery {
	    target: string;
	    sent?: Message;
	    attempts: Attempt[];
	    result: Result;
	}
	export interface FacetValue {
	    value: string;
	    name: string;
	    count: number;
	}
	export interface Facet {
	    key: string;
	    values: FacetValue[];
	}
	
	export interface Facets {
	    facets: Facet[];
	    total: number;
	    complete: boolean;
	}
	
	
	
	export interface Lookup {
	    field: string;
	    key: string;
	    hit: boolean;
	    value?: string;
	    strict?: boolean;
	}
	export interface Mark {
	    bookmarked: boolean;
	    label: string;
	    note: string;
	    changedAt: number;
	}
	export interface MarkOf {
	    id: string;
	    mark: Mark;
	}
	export interface Party {
	    id: string;
	    name: string;
	    referenceId: string;
	}
	export interface Marked {
	    id: string;
	    list: List;
	    held: boolean;
	    at: number;
	    orderReferenceId: string;
	    customer: Party;
	    outcome: Outcome;
	    kind: Kind;
	    mark: Mark;
	}
	
	export interface Nearest {
	    before: number;
	    after: number;
	}
	export interface News {
	    kind: Kind;
	    at: number;
	    unknown: boolean;
	}
	
	export interface Template {
	    at: number;
	    id: string;
	    name: string;
	    version: string;
	    type: string;
	    engine: string;
	    format: string;
	    lookups: Lookup[];
	    error?: StageError;
	}
	export interface Trigger {
	    name: string;
	    event: string;
	    delivery: string;
	    retryOnFailure?: boolean;
	}
	export interface Postback {
	    id: string;
	    occurredAt: number;
	    updatedAt: number;
	    direction: Direction;
	    event: string;
	    status: string;
	    customer?: Party;
	    orderReferenceId: string;
	    orderId: string;
	    packageId: string;
	    itemReferenceIds: string[];
	    trigger?: Trigger;
	    template?: Template;
	    delivery?: Delivery;
	}
	export interface Window {
	    from: number;
	    to: number;
	}
	export interface PostbackFilter {
	    window: Window;
	    kinds: string[];
	    directions: string[];
	    results: string[];
	    customers: string[];
	    source: string;
	    search: string;
	    limit: number;
	    after: string;
	    before: string;
	    near: number;
	    uncounted: boolean;
	}
	export interface PostbackRow {
	    id: string;
	    source: string;
	    occurredAt: number;
	    direction: Direction;
	    event: string;
	    status: string;
	    kind: Kind;
	    severity: Severity;
	    result: Result;
	    attempts: number;
	    httpStatus: number;
	    orderReferenceId: string;
	    orderId: string;
	    customer: Party;
	    bookmarked: boolean;
	    hasNote: boolean;
	    label: string;
	}
	export interface PostbackPage {
	    postbacks: PostbackRow[];
	    next: string;
	    prev: string;
	    down: number;
	    total: number;
	    coverage: Coverage;
	}
	
	export interface Response {
	    at: number;
	    transport: string;
	    method: string;
	    url: string;
	    headers: Header[];
	    contentType: string;
	    charset: string;
	    sizeBytes?: number;
	    sha256: string;
	    status?: number;
	    durationMs?: number;
	    error?: StageError;
	    formatted?: Message;
	}
	export interface Stages {
	    original?: Message;
	    template?: Template;
	    final?: Message;
	    response?: Response;
	}
	export interface Request {
	    id: string;
	    receivedAt: number;
	    updatedAt: number;
	    type: string;
	    customer?: Party;
	    connector?: Connector;
	    printer?: Party;
	    orderReferenceId: string;
	    orderId: string;
	    stages: Stages;
	    attempts: Attempt[];
	}
	export interface RequestFilter {
	    window: Window;
	    outcomes: string[];
	    types: string[];
	    customers: string[];
	    stages: string[];
	    source: string;
	    like: string;
	    search: string;
	    limit: number;
	    after: string;
	    before: string;
	    near: number;
	    uncounted: boolean;
	}
	export interface StageStates {
	    original: StageState;
	    template: StageState;
	    final: StageState;
	    response: StageState;
	}
	export interface RequestRow {
	    id: string;
	    source: string;
	    receivedAt: number;
	    type: string;
	    outcome: Outcome;
	    orderReferenceId: string;
	    orderId: string;
	    customer: Party;
	    connector: Connector;
	    stages: StageStates;
	    severity: Severity;
	    httpStatus: number;
	    durationMs: number;
	    lastNews: News;
	    bookmarked: boolean;
	    hasNote: boolean;
	    label: string;
	}
	export interface RequestPage {
	    requests: RequestRow[];
	    next: string;
	    prev: string;
	    down: number;
	    total: number;
	    coverage: Coverage;
	}
	
	
	export interface Same {
	    count: number;
	    since: number;
	    customers: string[];
	    more: number;
	}
	
	
	
	
	
	export interface View {
	    name: string;
	    list: List;
	    query: string;
	}

}

export namespace payload {
	
	export interface Charset {
	    name: string;
	    guessed: boolean;
	    bom: boolean;
	    claimed: string;
	}
	export interface Cut {
	    text: string;
	    at: number;
	}
	export interface Match {
	    at: number;
	    line: number;
	    path: string;
	    text: string;
	}
	export interface Filtered {
	    matches: Match[];
	    more: boolean;
	    made: boolean;
	    value: string;
	}
	export interface Hit {
	    at: number;
	    end: number;
	    line: number;
	}
	export interface Long {
	    bytes: number;
	    how: string[];
	    format: string;
	    value: boolean;
	}
	export interface Line {
	    text: string;
	    at: number;
	    depth: number;
	    opens: boolean;
	    long: Long;
	    cells: Cut[];
	}
	
	
	export interface Needle {
	    text: string;
	    regexp: boolean;
	    exactly: boolean;
	}
	export interface Picture {
	    kind: string;
	    width: number;
	    height: number;
	    colour: string;
	    palette: number;
	    pages: number;
	    title: string;
	    version: string;
	    locked: boolean;
	    broken: boolean;
	    small: boolean;
	}
	export interface Stop {
	    offset: number;
	    line: number;
	    column: number;
	    why: string;
	    detail: string;
	}

}

export namespace redact {
	
	export enum Reason {
	    ALLOW_RULE = "allow_rule",
	    ELSEWHERE = "elsewhere",
	    LINK = "link",
	    LISTED = "listed",
	    MASK_RULE = "mask_rule",
	    PERSONAL = "personal",
	    RECORD = "record",
	    SAID = "said",
	    SECRET = "secret",
	    SHAPED = "shaped",
	    TECHNICAL = "technical",
	    UNLISTED = "unlisted",
	    UNREADABLE = "unreadable",
	}

}

export namespace settings {
	
	export interface Authority {
	    name: string;
	    expires: number;
	}
	export interface Column {
	    name: string;
	    width: number;
	}
	export interface Columns {
	    requests: Column[];
	    postbacks: Column[];
	}
	export interface Limits {
	    confirm: number;
	    scan: number;
	    produce: number;
	    ship: number;
	    transit: number;
	    deliver: number;
	    lateNews: number;
	}
	export interface Preferences {
	    theme: string;
	    language: string;
	    detailWidth: number;
	    textPercent: number;
	    zone: string;
	    noSingleKeys: boolean;
	    keys?: Record<string, string>;
	    syncMinutes: number;
	    syncPaused: boolean;
	    syncMetered: boolean;
	    lookBackHours: number;
	    limits: Limits;
	}

}

export namespace source {
	
	export interface StateParcel {
	    code: string;
	    url: string;
	    method: string;
	}
	export interface OrderState {
	    host: string;
	    orderId: string;
	    reference: string;
	    status: string;
	    payment: string;
	    updatedAt: number;
	    parcels: StateParcel[];
	    body: string;
	    bodyIsLong: boolean;
	}
	export interface Place {
	    path: string;
	    sample: string;
	}
	export interface Skipped {
	    where: string;
	    why: string;
	}

}

export namespace story {
	
	export enum Tone {
	    FAIL = "fail",
	    OK = "ok",
	    UNK = "unk",
	    WAIT = "wait",
	    WARN = "warn",
	}
	export enum Why {
	    RESPONSE_AND_NEWS = "response_and_news",
	    SAME_ID_UNEXPLAINED = "same_id_unexplained",
	    SAME_NEWS = "same_news",
	    SAME_REFERENCE = "same_reference",
	    SAME_RESPONSE = "same_response",
	}
	export interface Try {
	    n: number;
	    at: number;
	    taken: boolean;
	    status: number;
	}
	export interface Event {
	    id: string;
	    list: order.List;
	    what: string;
	    at: number;
	    gapMs: number;
	    arrivedAt: number;
	    late: string;
	    lateMs: number;
	    copyOf: string;
	    orderId: string;
	    severity: order.Severity;
	    tries: Try[];
	    outcome: order.Outcome;
	    stages: order.StageStates;
	    by: string;
	    direction: order.Direction;
	    kind: order.Kind;
	    name: string;
	    state: string;
	    result: order.Result;
	    parcel: number;
	    carrier: string;
	    tracking: string;
	}
	export interface Usual {
	    orders: number;
	    p50: number;
	    p90: number;
	}
	export interface Stretch {
	    from: string;
	    to: string;
	}
	export interface Gap {
	    from: number;
	    to: number;
	    after: string;
	    before: string;
	    part: Stretch;
	    usual: Usual;
	    by: string;
	    enough: boolean;
	    long: boolean;
	    held: boolean;
	}
	export interface Join {
	    key: string;
	    why: Why;
	    value: string;
	    ids: string[];
	    rests: string[];
	    cut: boolean;
	}
	export interface Parcel {
	    id: string;
	    items: string[];
	    state: string;
	}
	
	

}

export namespace trail {
	
	export enum CellState {
	    HELD = "held",
	    NOTHING = "nothing",
	    NO_TEXT = "no_text",
	    TOO_LONG = "too_long",
	    UNREAD = "unread",
	}
	export enum PathProblem {
	    BROKEN = "broken",
	    FITS = "fits",
	    NO_TEXT = "no_text",
	}
	export enum StateFrom {
	    ORDERS_V4 = "orders_v4",
	    ORDER_MANAGEMENT = "order_management",
	}
	export enum ZoneBy {
	    AGENT = "agent",
	    RECORD = "record",
	    SETTING = "setting",
	}
	export interface AskedState {
	    from: StateFrom;
	    at: number;
	    state: source.OrderState;
	}
	export interface AttentionItem {
	    concern: diagnose.Concern;
	    verdict: diagnose.Verdict;
	    scenario: diagnose.Scenario;
	    title: string;
	    tally: string;
	    why: string;
	    customer: string;
	    orders: number;
	    since: number;
	    latest: number;
	    like: string;
	    of: string[];
	}
	export interface SilentOrder {
	    reference: string;
	    customer: string;
	    scenario: diagnose.Scenario;
	    kind: order.Kind;
	    since: number;
	    p50: number;
	    p90: number;
	    known: number;
	    by: string;
	}
	export interface AttentionList {
	    items: AttentionItem[];
	    silent: SilentOrder[];
	    silentOrders: number;
	    silentWeek: number[];
	    undelivered: number;
	    undeliveredWeek: number[];
	    undeliveredOf: string[];
	}
	export interface FieldPlace {
	    there: boolean;
	    stage: order.Stage;
	    path: string;
	    line: number;
	}
	export interface Blamed {
	    says: string;
	    sent: FieldPlace;
	    from: FieldPlace;
	}
	export interface Body {
	    part: string;
	    attempt: number;
	    bytes: number;
	    format: string;
	}
	export interface Candidate {
	    reference: string;
	    customer: order.Party;
	    orderIds: string[];
	    from: number;
	    to: number;
	    requests: number;
	    postbacks: number;
	    latest: string[];
	}
	export interface Capture {
	    source: string;
	    seenAt: number;
	    profile: string;
	    version: string;
	}
	export interface Cell {
	    text: string;
	    more: number;
	    state: CellState;
	}
	export interface CellRow {
	    id: string;
	    cells: Cell[];
	}
	export interface CellPath {
	    problem: PathProblem;
	    detail: string;
	}
	export interface CellPage {
	    paths: CellPath[];
	    rows: CellRow[];
	}
	
	
	export interface Change {
	    seenAt: number;
	    changedAt: number;
	    fields: string[];
	    more: number;
	}
	export interface CheckedOrder {
	    reference: string;
	    customer: string;
	    scenario: diagnose.Scenario;
	    verdict: diagnose.Verdict;
	    at: number;
	}
	export interface ComparePage {
	    side: string;
	    from: number;
	    count: number;
	    only: boolean;
	}
	export interface CompareQuery {
	    id: string;
	    from: order.Stage;
	    with: string;
	    to: order.Stage;
	}
	export interface ComparedDocument {
	    id: string;
	    orderReferenceId: string;
	    receivedAt: number;
	    format: string;
	    problem: payload.Stop;
	}
	export interface ComparedSide {
	    there: boolean;
	    path: string;
	    pointer: string;
	    value: string;
	    words: string;
	    line: number;
	    only: number;
	    row: number;
	}
	export interface ComparedField {
	    index: number;
	    change: compare.Change;
	    before: number;
	    from: ComparedSide;
	    to: ComparedSide;
	    origin: compare.Origin;
	    proved: boolean;
	    sources: ComparedSide[];
	    candidates: ComparedSide[];
	    perhaps: boolean;
	    lookup: order.Lookup;
	    missed: boolean;
	    template: number;
	    expression: string;
	}
	export interface ComparedFields {
	    total: number;
	    from: number;
	    fields: ComparedField[];
	}
	export interface ComparedLine {
	    n: number;
	    hidden: number;
	    text: string;
	    change: compare.Change;
	    field: number;
	    pair: number;
	}
	export interface ComparedLines {
	    total: number;
	    from: number;
	    lines: ComparedLine[];
	}
	
	export interface ComparisonSummary {
	    query: CompareQuery;
	    same: number;
	    changed: number;
	    added: number;
	    dropped: number;
	    proved: boolean;
	    from: ComparedDocument;
	    to: ComparedDocument;
	    courses: compare.Course[];
	}
	export interface Count {
	    from: number;
	    to: number;
	    total: number;
	    failed: number;
	}
	export interface CustomerClock {
	    customer: string;
	    zone: string;
	}
	export interface Exported {
	    at: number;
	    who: string;
	    how: string;
	    format: string;
	    list: order.List;
	    ids: string[];
	    stages: string[];
	    unmasked: boolean;
	    kept: string[];
	    rules: string[];
	    masked: Record<string, number>;
	    records: number;
	    bytes: number;
	    sha256: string;
	}
	export interface FailedCluster {
	    latest: string;
	    why: string;
	    stage: order.Stage;
	    customers: string[];
	    count: number;
	    week: number[];
	    trend: string;
	    since: number;
	}
	
	export interface GuideOrder {
	    reference: string;
	    customer: string;
	    requests: number;
	    postbacks: number;
	    at: number;
	}
	export interface GuideLink {
	    list: order.List;
	    id: string;
	    stage: order.Stage;
	    path: string;
	    attempt: number;
	    attempts: number;
	    kind: order.Kind;
	}
	export interface GuideStep {
	    id: string;
	    asks: string;
	    answer: diagnose.Answer;
	    says: string;
	    evidence: GuideLink[];
	    gaps: order.Gap[];
	    like: string;
	}
	export interface Guide {
	    scenario: diagnose.Scenario;
	    reference: string;
	    customer: string;
	    verdict: diagnose.Verdict;
	    confidence: diagnose.Confidence;
	    steps: GuideStep[];
	    conclusion: string;
	    next: string;
	    notes: string[];
	    gaps: order.Gap[];
	    candidates: GuideOrder[];
	    held: number;
	    zone: string;
	    zoneBy: ZoneBy;
	    tookMs: number;
	}
	
	
	export interface GuideQuery {
	    scenario: diagnose.Scenario;
	    reference: string;
	    customer: string;
	    expect: diagnose.Said[];
	    got: diagnose.Said[];
	    language: string;
	    zone: string;
	}
	
	export interface ImportedFile {
	    path: string;
	    format: string;
	    requests: number;
	    postbacks: number;
	    duplicates: number;
	    skipped: source.Skipped[];
	    more: number;
	    failed: boolean;
	}
	export interface LookHit {
	    id: string;
	    list: order.List;
	    where: string;
	    snippet: string;
	    at: number;
	    orderReferenceId: string;
	    customer: string;
	    outcome: order.Outcome;
	    severity: order.Severity;
	    kind: order.Kind;
	}
	export interface LookQuery {
	    text: string;
	    window: order.Window;
	    limit: number;
	}
	export interface Looking {
	    hits: LookHit[];
	    running: boolean;
	    complete: boolean;
	    full: boolean;
	    down: number;
	    looked: number;
	}
	export interface MappedField {
	    field: string;
	    path: string;
	    found: number;
	    of: number;
	    sample: string;
	}
	export interface MappedList {
	    list: order.List;
	    items: number;
	    read: number;
	    skipped: source.Skipped[];
	    fields: MappedField[];
	    others: string[];
	}
	export interface MappingNotice {
	    line: number;
	    column: number;
	    about: string;
	    name: string;
	}
	export interface Mapping {
	    profile: string;
	    lists: MappedList[];
	    problem: MappingNotice;
	}
	
	export interface MaskedValue {
	    path: string;
	    leaves: string;
	    masked: boolean;
	    reason: redact.Reason;
	    file: string;
	    line: number;
	}
	export interface MaskTrial {
	    problem: MappingNotice;
	    text: string;
	    values: MaskedValue[];
	    more: number;
	    goes: number;
	    masked: Record<string, number>;
	    left: number;
	}
	
	export interface OrderPage {
	    reference: string;
	    customer: order.Party;
	    orderIds: string[];
	    now: number;
	    verdict: diagnose.Verdict;
	    confidence: diagnose.Confidence;
	    tone: story.Tone;
	    tag: string;
	    title: string;
	    says: string;
	    on: string[];
	    joins: story.Join[];
	    candidates: Candidate[];
	    events: story.Event[];
	    gaps: story.Gap[];
	    parcels: story.Parcel[];
	}
	export interface OrderQuestion {
	    text: string;
	    customer: string;
	    language: string;
	    zone: string;
	}
	export interface OverviewFigure {
	    now: number;
	    usual: number;
	    week: number[];
	}
	export interface Overview {
	    days: Count[];
	    held: boolean[];
	    requests: OverviewFigure;
	    failed: OverviewFigure;
	    clusters: FailedCluster[];
	}
	
	export interface OverviewQuery {
	    edges: number[];
	    language: string;
	    zone: string;
	}
	export interface Past {
	    goneSince: number;
	    changes: Change[];
	    captures: Capture[];
	}
	export interface PasteResult {
	    format: string;
	    stage: string;
	    reference: string;
	    file: ImportedFile;
	}
	export interface PostbackDetail {
	    row: order.PostbackRow;
	    record: order.Postback;
	    bodies: Body[];
	    past: Past;
	}
	export interface PreparedText {
	    name: string;
	    text: string;
	    cut: boolean;
	}
	export interface Prepared {
	    token: string;
	    name: string;
	    bytes: number;
	    sha256: string;
	    masked: Record<string, number>;
	    kept: Record<string, number>;
	    rules: string[];
	    texts: PreparedText[];
	    copies: boolean;
	}
	
	export interface QueryPart {
	    from: number;
	    to: number;
	    key: string;
	    op: string;
	    values: string[];
	    not: boolean;
	}
	export interface QueryProblem {
	    from: number;
	    to: number;
	    message: string;
	    hint: string;
	}
	export interface RequestDetail {
	    row: order.RequestRow;
	    record: order.Request;
	    bodies: Body[];
	    postbacks: order.PostbackRow[];
	    past: Past;
	}
	
	export interface StateSource {
	    from: StateFrom;
	    url: string;
	}
	export interface TextHits {
	    total: number;
	    hits: payload.Hit[];
	}
	export interface TextPage {
	    format: string;
	    charset: payload.Charset;
	    how: string[];
	    cut: boolean;
	    broken: boolean;
	    bytes: number;
	    view: string;
	    total: number;
	    whole: boolean;
	    from: number;
	    lines: payload.Line[];
	    columns: string[];
	    problem: payload.Stop;
	    picture: payload.Picture;
	    tooBig: boolean;
	    unfinished: boolean;
	}
	export interface TextPlace {
	    part: string;
	    attempt: number;
	    inside: number[];
	    unwrapped: boolean;
	}
	export interface TextQuery {
	    part: string;
	    attempt: number;
	    inside: number[];
	    unwrapped: boolean;
	    view: string;
	    from: number;
	    count: number;
	    viewer: boolean;
	    anyway: boolean;
	}
	export interface TextValue {
	    path: string;
	    pointer: string;
	    line: number;
	    at: number;
	    text: string;
	    bytes: number;
	    how: string[];
	    format: string;
	}
	export interface Understood {
	    parts: QueryPart[];
	    problems: QueryProblem[];
	    list: string;
	}

}

