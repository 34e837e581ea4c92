/** Sheet says whether the page of all keys is open. */
class Sheet {
  open = $state(false)
}

export const sheet = new Sheet()
