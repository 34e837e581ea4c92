import { backend } from './backend'
import type { Stage } from './types'

/** jsonPathOf writes a JSON pointer as the filter of a text wants it. */
export function jsonPathOf(pointer: string): string {
  const parts = pointer.split('/').slice(1)
  const step = (part: string) => {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    return /^\d+$/.test(name) ? `[${name}]` : `['${name.replace(/[\\']/g, '\\$&')}']`
  }
  return `$${parts.map(step).join('')}`
}

/** lineOfPointer is the line, from 1, on which the value at a pointer stands; 0 where that can't be told. */
export async function lineOfPointer(id: string, stage: Stage, pointer: string): Promise<number> {
  const place = { part: stage, attempt: 0, inside: [] }
  const query = { ...place, view: 'pretty' as const, from: 0, count: 0, viewer: false, anyway: false }
  const found = await backend.TextFilter(id, query, jsonPathOf(pointer)).catch(() => undefined)
  const [match] = found?.matches ?? []
  return match ? match.line + 1 : 0
}

/** fielded says that texts of a format have values, to which paths and pointers lead. */
export const fielded = (format: string): boolean => /^(json|xml|csv|form|multipart)$/.test(format)
