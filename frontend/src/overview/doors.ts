import { openGuide } from '../lib/guides'
import { address } from '../lib/place.svelte'
import type { AttentionItem } from '../lib/types'

/** quoted is a name as the search box takes it for a customer. */
const quoted = (name: string): string => `customer:"${name.replaceAll('"', '')}"`

const others = 'received,production,delivery,error,other'

/** taken are the verdicts of news that were taken, and in no list of failed ones. */
const taken: readonly AttentionItem['verdict'][] = ['ODD_TARGET', 'SENT_BODY_ERROR']

/** canOpen says that a line leads to one place: a list or a guide. Of several silent orders each has its own, and so have
 * those whose news were taken in vain; of a trigger that is missing, the first order tells all. */
export function canOpen({ orders, like, concern, verdict }: AttentionItem): boolean {
  if (orders <= 1 || like !== '' || concern === 'missing_triggers') return true
  return concern === 'failed_postbacks' && !taken.includes(verdict)
}

/** openItem opens the list or the guide that is behind a line. */
export function openItem(item: AttentionItem): void {
  const [first] = item.of
  if (item.concern === 'sync_problems') address.go(['sync'])
  else if ((item.orders === 1 || item.concern === 'missing_triggers') && first && item.scenario)
    openGuide(item.scenario, first, item.customer)
  else if (item.like) address.go(['requests'], { days: 'all', like: item.like })
  else
    address.go(['postbacks'], {
      days: '30d',
      kind: item.verdict === '' ? others : 'shipping', // of other messages no guide tells
      result: 'retrying,failed,not_sent',
      q: item.customer ? quoted(item.customer) : '',
    })
}

/** openCluster lists the requests that failed for a cause. */
export function openCluster(latest: string): void {
  address.go(['requests'], { days: 'all', like: latest })
}
