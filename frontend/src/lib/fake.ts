import type { LookHit, Message, PostbackDetail, PostbackRow, RequestDetail, RequestRow } from './types'

/* Valid records for tests; a test says only what differs. Nothing of the product imports this. */

const party = { id: 'c1', name: 'Fjällposter AB', referenceId: 'fjall' }

export function requestRow(over: Partial<RequestRow> = {}): RequestRow {
  return {
    id: 'r1',
    source: 'demo',
    receivedAt: 1_795_000_000_000,
    type: 'submit',
    outcome: 'accepted',
    orderReferenceId: 'FP-204817',
    orderId: '',
    customer: party,
    connector: { id: '', type: 'http', name: 'shop' },
    stages: { original: 'passed', template: 'passed', final: 'passed', response: 'passed' },
    severity: 'info',
    httpStatus: 200,
    durationMs: 118,
    lastNews: { kind: '', at: 0, unknown: false },
    bookmarked: false,
    hasNote: false,
    label: '',
    ...over,
  }
}

const message: Message = {
  at: 0,
  transport: 'http',
  method: 'POST',
  url: 'https://x.example',
  headers: [{ name: 'Content-Type', value: 'application/json' }],
  contentType: 'application/json',
  charset: '',
}

export function detail(row: Partial<RequestRow> = {}, record: Partial<RequestDetail['record']> = {}): RequestDetail {
  const made = requestRow(row)
  const template = {
    at: 0,
    id: '',
    name: 'fjallposter',
    version: 'v4',
    type: '',
    engine: 'jinja2',
    format: 'json',
    lookups: [],
  }
  return {
    row: made,
    record: {
      id: made.id,
      receivedAt: made.receivedAt,
      updatedAt: made.receivedAt,
      type: made.type,
      orderReferenceId: made.orderReferenceId,
      orderId: '',
      stages: { original: message, template, final: message, response: { ...message, status: 200 } },
      attempts: null,
      ...record,
    },
    bodies: (['original', 'template', 'final', 'response'] as const).map((part) => ({
      part,
      attempt: 0,
      bytes: 1900,
      format: 'json',
    })),
    postbacks: [],
    past: { goneSince: 0, changes: [], captures: [] },
  }
}

export function postbackRow(over: Partial<PostbackRow> = {}): PostbackRow {
  return {
    id: 'p1',
    source: 'demo',
    occurredAt: 1_795_000_000_000,
    direction: 'to_customer',
    event: 'order_shipped',
    status: 'shipped',
    kind: 'shipping',
    severity: 'info',
    result: 'delivered',
    attempts: 1,
    httpStatus: 200,
    orderReferenceId: 'FP-204817',
    orderId: '',
    customer: party,
    bookmarked: false,
    hasNote: false,
    label: '',
    ...over,
  }
}

export function postbackDetail(
  row: Partial<PostbackRow> = {},
  record: Partial<PostbackDetail['record']> = {},
): PostbackDetail {
  const made = postbackRow(row)
  return {
    row: made,
    record: {
      id: made.id,
      occurredAt: made.occurredAt,
      updatedAt: made.occurredAt,
      direction: made.direction,
      event: made.event,
      status: made.status,
      orderReferenceId: made.orderReferenceId,
      orderId: '',
      packageId: '',
      itemReferenceIds: null,
      delivery: {
        target: 'https://shop.example',
        sent: message,
        attempts: [{ n: 1, at: made.occurredAt, status: 200 }],
        result: '',
      },
      ...record,
    },
    bodies: [
      { part: 'payload', attempt: 0, bytes: 600, format: 'json' },
      { part: 'sent', attempt: 0, bytes: 300, format: 'json' },
      { part: 'attempt', attempt: 1, bytes: 2, format: 'text' },
    ],
    past: { goneSince: 0, changes: [], captures: [] },
  }
}

/** lookHit is a request that was found by its reference, which is its id too. */
export function lookHit(id: string): LookHit {
  return {
    list: 'requests',
    id,
    where: 'reference',
    snippet: '',
    at: 1,
    orderReferenceId: id,
    customer: '',
    outcome: 'accepted',
    kind: '',
    severity: 'info',
  }
}
