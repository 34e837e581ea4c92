package order

// RequestRow is a request as a list shows it.
type RequestRow struct {
	ID               string      `json:"id"`
	Source           string      `json:"source"`
	ReceivedAt       Millis      `json:"receivedAt"`
	Type             RequestType `json:"type"`
	Outcome          Outcome     `json:"outcome"`
	OrderReferenceID string      `json:"orderReferenceId"` // "" when none
	OrderID          string      `json:"orderId"`          // "" when none
	Customer         Party       `json:"customer"`
	Connector        Connector   `json:"connector"`
	Stages           StageStates `json:"stages"`
	Severity         Severity    `json:"severity"`
	HTTPStatus       int         `json:"httpStatus"` // 0 when no answer came
	DurationMs       int64       `json:"durationMs"` // -1 when unknown
	LastNews         News        `json:"lastNews"`
	Bookmarked       bool        `json:"bookmarked"`
	HasNote          bool        `json:"hasNote"`
	Label            Label       `json:"label"` // "" for none
}

// News is the latest postback of a request's order. Kind "" means that none is held: there is none yet, or, when
// it is Unknown, not all postbacks since the request are held.
type News struct {
	Kind    Kind   `json:"kind"`
	At      Millis `json:"at"`
	Unknown bool   `json:"unknown"`
}

// PostbackRow is a postback as a list shows it.
type PostbackRow struct {
	ID               string    `json:"id"`
	Source           string    `json:"source"`
	OccurredAt       Millis    `json:"occurredAt"`
	Direction        Direction `json:"direction"`
	Event            string    `json:"event"`
	Status           string    `json:"status"` // "" when none
	Kind             Kind      `json:"kind"`
	Severity         Severity  `json:"severity"`
	Result           Result    `json:"result"`
	Attempts         int       `json:"attempts"`
	HTTPStatus       int       `json:"httpStatus"` // of the last attempt; 0 when none answered
	OrderReferenceID string    `json:"orderReferenceId"`
	OrderID          string    `json:"orderId"`
	Customer         Party     `json:"customer"`
	Bookmarked       bool      `json:"bookmarked"`
	HasNote          bool      `json:"hasNote"`
	Label            Label     `json:"label"` // "" for none
}

// RequestFilter picks requests. Empty parts do not narrow; several values of one part are alternatives.
type RequestFilter struct {
	Window    Window        `json:"window"` // To 0: no end
	Outcomes  []Outcome     `json:"outcomes"`
	Types     []RequestType `json:"types"`
	Customers []string      `json:"customers"` // id, reference id or name, without regard to case
	Stages    []Stage       `json:"stages"`    // requests that failed at one of these stages
	Source    string        `json:"source"`
	Like      string        `json:"like"`      // requests that failed for the same cause as the one of this id, or of orders that the same row made (ID#/lookups/0, ID#/template)
	Search    string        `json:"search"`    // as typed into the search box (package search)
	Limit     int           `json:"limit"`     // 0: 100
	After     string        `json:"after"`     // Next of the page before
	Before    string        `json:"before"`    // Prev of a page: those newer than it; "1": from the oldest
	Near      Millis        `json:"near"`      // begins at the newest that is not after it; 0: at the newest
	Uncounted bool          `json:"uncounted"` // the page need not say how many there are: whoever waits for it asks apart
}

// PostbackFilter picks postbacks. Empty parts do not narrow; several values of one part are alternatives.
type PostbackFilter struct {
	Window     Window      `json:"window"`
	Kinds      []Kind      `json:"kinds"`
	Directions []Direction `json:"directions"`
	Results    []Result    `json:"results"`
	Customers  []string    `json:"customers"`
	Source     string      `json:"source"`
	Search     string      `json:"search"`
	Limit      int         `json:"limit"`
	After      string      `json:"after"`
	Before     string      `json:"before"`
	Near       Millis      `json:"near"`
	Uncounted  bool        `json:"uncounted"`
}

// RequestPage is one page of a list, newest first.
type RequestPage struct {
	Requests []RequestRow `json:"requests"`
	Next     string       `json:"next"`  // "" at the end
	Prev     string       `json:"prev"`  // where newer ones go on; "" at the newest
	Down     Millis       `json:"down"`  // down to here all was looked at, of a page that was cut off on its way down; else 0
	Total    int          `json:"total"` // -1 where counting would be slow
	Coverage Coverage     `json:"coverage"`
}

// PostbackPage is one page of a list, newest first.
type PostbackPage struct {
	Postbacks []PostbackRow `json:"postbacks"`
	Next      string        `json:"next"`
	Prev      string        `json:"prev"`
	Down      Millis        `json:"down"` // as in RequestPage
	Total     int           `json:"total"`
	Coverage  Coverage      `json:"coverage"`
}
