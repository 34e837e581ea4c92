/** Sheet says whether the page of all keys is open, and whether it waits for a key that is to be chosen. */
class Sheet {
  open = $state(false)
  changing = $state(false)
}

export const sheet = new Sheet()
