import { m } from '../paraglide/messages'
import type { StageError } from './types'

/** Cause says in plain words what an error means. The first whose patterns all fit is taken; names are what a pattern
    found. */
interface Cause {
  class?: RegExp
  code?: RegExp
  message?: RegExp
  title: (found: string) => string
  text: (template: string) => string
}

/** What stops a template, the most telling first. Classes are those of Jinja and Python. */
const templateCauses: readonly Cause[] = [
  {
    class: /^UndefinedError$/,
    message: /has no (?:attribute|element) '?([^']+)'?|^'([^']+)' is undefined/,
    title: (field) => m.cause_field({ field }),
    text: (name) => m.cause_field_text({ name }),
  },
  {
    class: /^UndefinedError$/,
    title: () => m.cause_missing(),
    text: (name) => m.cause_field_text({ name }),
  },
  {
    class: /^(TemplateSyntaxError|TemplateAssertionError|TemplateNotFound|TemplatesNotFound|SecurityError)$/,
    title: () => m.cause_syntax(),
    text: (name) => m.cause_syntax_text({ name }),
  },
  {
    code: /lookup/,
    title: () => m.cause_lookup(),
    text: (name) => m.cause_lookup_text({ name }),
  },
  {
    class: /^LookupError$/,
    title: () => m.cause_lookup(),
    text: (name) => m.cause_lookup_text({ name }),
  },
  {
    code: /input_invalid|parse_error/,
    title: () => m.cause_input(),
    text: (name) => m.cause_input_text({ name }),
  },
  {
    class: /^(TimeoutError|RecursionError|MemoryError)$/,
    title: () => m.cause_limit(),
    text: (name) => m.cause_limit_text({ name }),
  },
  {
    code: /output_invalid/,
    title: () => m.cause_output(),
    text: (name) => m.cause_output_text({ name }),
  },
  {
    class: /^(JSONDecodeError|ParseError|XMLSyntaxError)$/,
    title: () => m.cause_output(),
    text: (name) => m.cause_output_text({ name }),
  },
  {
    class:
      /^(TypeError|ValueError|ZeroDivisionError|KeyError|IndexError|OverflowError|UnicodeDecodeError|FilterArgumentError|AttributeError|UnicodeEncodeError|ArithmeticError|TemplateRuntimeError)$/,
    title: () => m.cause_value(),
    text: (name) => m.cause_value_text({ name }),
  },
]

/** What keeps an answer away, by the words of those who tried. */
const wireCauses: readonly { says: RegExp; text: () => string }[] = [
  { says: /certificate|x509|\btls\b|\bssl\b/i, text: m.cause_tls },
  { says: /\bdns\b|no such host|name or service|getaddrinfo|enotfound|name resolution/i, text: m.cause_dns },
  { says: /refused|econnrefused|unreachable|no route/i, text: m.cause_refused },
  { says: /reset|broken pipe|econnreset|\beof\b|closed|aborted/i, text: m.cause_reset },
  { says: /time[ds]?[ -_]?out|deadline/i, text: m.cause_timeout },
]

/** templateCause is what an error of a template means; nothing where the catalogue does not know it. */
export function templateCause(error: StageError, template: string): { title: string; text: string } | undefined {
  for (const cause of templateCauses) {
    const found = cause.message?.exec(error.message)
    const fits =
      (!cause.class || cause.class.test(error.class)) && (!cause.code || cause.code.test(error.code)) && found !== null
    const name = found?.slice(1).find((part) => part !== undefined) ?? ''
    if (fits) return { title: cause.title(name), text: cause.text(template) }
  }
  return undefined
}

/** wireCause is what it means that no answer came; "" where the catalogue does not know it. */
export function wireCause(error: StageError | undefined): string {
  const said = [error?.code, error?.class, error?.message].join(' ')
  return (
    wireCauses
      .find((cause) => cause.says.test(said))
      ?.text()
      .toString() ?? ''
  )
}
