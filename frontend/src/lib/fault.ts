/** A failure as a person reads it. */
export class Fault extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly hint: string,
  ) {
    super(message)
    this.name = 'Fault'
  }
}

/** The page could not reach Ordertrail itself: it was closed. */
export const gone = 'gone'
/** Ordertrail does not know this page any more: it was started anew. */
export const closed = 'closed'

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** faultOf reads {code, message, hint}, whoever wrote it; what has no code is internal. */
export function faultOf(value: unknown): Fault {
  if (value instanceof Fault) return value
  if (!isRecord(value)) return new Fault('internal', text(value), '')
  return new Fault(text(value.code) || 'internal', text(value.message), text(value.hint))
}

/** thrown reads what a bound method rejected with: an Error whose message is the JSON of a failure. */
export function thrown(reason: unknown): Fault {
  if (reason instanceof Fault) return reason
  const message = reason instanceof Error ? reason.message : text(reason)
  try {
    return faultOf(JSON.parse(message))
  } catch {
    return new Fault('internal', message, '')
  }
}
