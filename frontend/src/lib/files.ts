import { backend } from './backend'
import { closed, Fault, faultOf, gone, thrown } from './fault'
import { faultWords } from './fault-words'
import type { ImportedFile } from './types'

/** importFiles lets the person choose files and reads them; the window asks by its own dialog. None chosen: []. */
export async function importFiles(): Promise<ImportedFile[]> {
  if (window.go) return backend.Import()
  return takeFiles(await choose(), upload)
}

/** takeFiles reads files one by one. Those that can't be read stand among the others; when none can be, it throws. */
export async function takeFiles(files: File[], read: (file: File) => Promise<ImportedFile[]>): Promise<ImportedFile[]> {
  const results: ImportedFile[] = []
  const faults: Fault[] = []
  for (const file of files) {
    try {
      results.push(...(await read(file)))
    } catch (reason) {
      const fault = thrown(reason)
      faults.push(fault)
      results.push(unread(file.name, fault))
    }
  }
  if (faults[0] && faults.length === files.length) throw faults[0]
  return results
}

function unread(path: string, fault: Fault): ImportedFile {
  const { message, hint } = faultWords(fault)
  const skipped = [{ where: 'file', why: `${message} ${hint}` }]
  return { path, format: '', requests: 0, postbacks: 0, duplicates: 0, skipped, more: 0, failed: true }
}

/** chooseText lets the person choose one small file and reads it as text. */
export async function chooseText(): Promise<string | undefined> {
  return (await chooseFile())?.text()
}

/** chooseFile lets the person choose one small file. */
export async function chooseFile(): Promise<File | undefined> {
  return (await choose())[0]
}

function choose(): Promise<File[]> {
  return new Promise((chosen) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    input.onchange = () => chosen([...(input.files ?? [])])
    input.oncancel = () => chosen([])
    input.click()
  })
}

/** upload hands a file that was chosen or dropped in a browser to Go. */
export async function upload(file: File): Promise<ImportedFile[]> {
  const answer = await fetch(`/upload?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file }).catch(
    () => {
      throw new Fault(gone, '', '')
    },
  )
  if (answer.status === 403) throw new Fault(closed, '', '')
  const body: unknown = await answer.json().catch(() => null)
  if (typeof body !== 'object' || body === null) throw new Fault('internal', '', '')
  if ('error' in body) throw faultOf(body.error)
  return 'result' in body ? (body.result as ImportedFile[]) : [] // the same word of Go's as in backend.ts
}

/** fetchFile takes a file that waits on the server; the window saves files by its own dialog instead. */
export function fetchFile(from: string, name: string): void {
  const link = document.createElement('a')
  link.href = from
  link.download = name
  link.click()
}
