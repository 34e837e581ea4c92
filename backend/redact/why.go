package redact

// Reason is why a value left as it did.
type Reason string

// The reasons.
const (
	IsSecret       Reason = "secret"    // it, its field or what stands around it says so
	IsRecord       Reason = "record"    // an id by which the record itself is known
	ByMaskRule     Reason = "mask_rule" // a rule of the company's masks it
	ByAllowRule    Reason = "allow_rule"
	IsPersonal     Reason = "personal"  // its field says so
	IsShaped       Reason = "shaped"    // its form says so
	IsListed       Reason = "listed"    // its field may leave, and it is what the field promises
	IsTechnical    Reason = "technical" // made of words that say nothing of anybody
	IsSaid         Reason = "said"      // a sentence, looked through word by word
	IsLink         Reason = "link"      // an address, looked through part by part
	IsUnlisted     Reason = "unlisted"  // nothing says that it may leave
	IsUnreadable   Reason = "unreadable"
	FoundElsewhere Reason = "elsewhere" // known to be somebody's, or a secret, from another place
)

// AllReasons are the reasons there are.
var AllReasons = []Reason{IsSecret, IsRecord, ByMaskRule, ByAllowRule, IsPersonal, IsShaped, IsListed, IsTechnical, IsSaid, IsLink, IsUnlisted, IsUnreadable, FoundElsewhere}

// Why is what decided about a value: a reason, and of a rule where it stands.
type Why struct {
	Reason Reason
	File   string
	Line   int
}

// Decision is what became of one value.
type Decision struct {
	Path   []string // the names around it; "" for each position in a list
	Leaves string   // what is written in its place
	Masked bool     // something of it is replaced
	Why    Why
}

// Tell says who hears of every decision in documents and headers; nil: nobody.
func (m *Masker) Tell(hear func(Decision)) { m.hear = hear }

// told hands a decision on.
func (m *Masker) told(path []string, was, leaves string, why Why) string {
	if m.hear != nil && why.Reason != "" {
		m.hear(Decision{Path: append([]string{}, path...), Leaves: leaves, Masked: was != leaves, Why: why})
	}
	return leaves
}
