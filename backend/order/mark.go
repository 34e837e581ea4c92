package order

// Mark is what an agent has noted of a record. It is theirs: no sync changes it.
type Mark struct {
	Bookmarked bool   `json:"bookmarked"`
	Label      Label  `json:"label"`     // "" for none
	Note       string `json:"note"`      // "" for none
	ChangedAt  Millis `json:"changedAt"` // 0: never
}

// MarkOf is the mark of one record.
type MarkOf struct {
	ID   string `json:"id"` // the record's
	Mark Mark   `json:"mark"`
}

// Blank says that nothing is noted.
func (m Mark) Blank() bool { return !m.Bookmarked && m.Label == "" && m.Note == "" }

// Label is the colour of a mark. Screens and tables always name it as well.
type Label string

// The labels.
const (
	LabelRed    Label = "red"
	LabelOrange Label = "orange"
	LabelGreen  Label = "green"
	LabelBlue   Label = "blue"
	LabelPurple Label = "purple"
)

// AllLabels are the labels, in the order in which they are offered.
var AllLabels = []Label{LabelRed, LabelOrange, LabelGreen, LabelBlue, LabelPurple}

// Marked is a record that has a mark, as the list of all marks shows it.
type Marked struct {
	ID               string  `json:"id"`
	List             List    `json:"list"`
	Held             bool    `json:"held"` // false: the history has the record no more, but the mark stays
	At               Millis  `json:"at"`   // 0 when it is not held
	OrderReferenceID string  `json:"orderReferenceId"`
	Customer         Party   `json:"customer"`
	Outcome          Outcome `json:"outcome"` // of a request
	Kind             Kind    `json:"kind"`    // of a postback
	Mark             Mark    `json:"mark"`
}

// View is a list with its filters under a name.
type View struct {
	Name string `json:"name"`
	List List   `json:"list"`
	// Query is the filters as in a link: those of the command without dashes, percent-encoded.
	Query string `json:"query"`
}
