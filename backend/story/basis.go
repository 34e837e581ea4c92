package story

// Basis is whose orders tell what is usual.
type Basis string

// The bases, the nearest first. Of none of them enough is known where it is unknown.
const (
	ByFamily   Basis = "family"   // the customer's, of the same family of products
	ByCustomer Basis = "customer" // the customer's
	ByAll      Basis = "all"      // everybody's
	ByNone     Basis = ""
)

// AllBases are the bases.
var AllBases = []Basis{ByFamily, ByCustomer, ByAll, ByNone}

// Known is what is usual for the orders of one basis.
type Known struct {
	By Basis
	Habits
}

// Usuals are what is known to be usual, by the nearest basis first.
type Usuals []Known

// Of is what is usual for a stretch by the nearest basis of which enough is known, or else what little the first one knows.
func (u Usuals) Of(s Stretch) (Usual, Basis) {
	few := Usual{}
	for i, k := range u {
		usual := k.Of(s)
		if usual.Enough() {
			return usual, k.By
		}
		if i == 0 || few.Orders == 0 {
			few = usual
		}
	}
	return few, ByNone
}

// Telling is the nearest basis that tells which stays at a point are rare, or nothing where none does.
func (u Usuals) Telling(from string) Habits {
	for _, k := range u {
		if k.Tells(from) {
			return k.Habits
		}
	}
	return Habits{}
}
