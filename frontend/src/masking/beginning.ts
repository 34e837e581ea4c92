import { m } from '../paraglide/messages'

/** beginning is what new rules begin as, with what each line means in the reader's language; it is read as it stands. */
export function beginning(): string {
  const lines: [string, string?][] = [
    ['ordertrail: masking/1'],
    ['name: Acme'],
    ['for: {customer: Acme AB}', m.masking_about_whom()],
    ['allow:', m.masking_about_allow()],
    ['  - depot', m.masking_about_name()],
    ['  - shipTo.region', m.masking_about_parent()],
    ['  - "$.meta[*].batch"', m.masking_about_path()],
    ['mask:', m.masking_about_mask()],
    ['  - campaign'],
    ['  - {field: project, as: company}'],
    ["  - {form: 'PRJ-[0-9]{6}', as: number}", m.masking_about_form()],
  ]
  return lines.map(([rule, about]) => (about ? indented(rule, about) : rule) + '\n').join('')
}

/** indented puts what a rule means above it. */
function indented(rule: string, about: string): string {
  const blanks = ' '.repeat(rule.length - rule.trimStart().length)
  return `${blanks}# ${about}\n${rule}`
}
