import { m } from '../paraglide/messages'
import { backend } from './backend'
import { thrown } from './fault'
import { faultWords } from './fault-words'
import { fetchFile } from './files'
import type { TextPlace } from './types'

/** saveText hands a text over as a file, as it was received, and says what became of it. */
export async function saveText(id: string, place: TextPlace): Promise<string> {
  try {
    const made = await backend.SaveText(id, place)
    if (made.download) fetchFile(made.download, made.name)
    return made.saved || made.download ? m.text_saved({ digest: made.sha256.slice(0, 12) }) : ''
  } catch (reason) {
    return faultWords(thrown(reason)).message
  }
}
