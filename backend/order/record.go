// Package order holds the product's nouns (requests with their four stages, postbacks with their
// delivery attempts) and the one rule by which they are judged: outcomes, stage states, kinds,
// results and severities (contract/outcomes.md). It imports nothing of ours.
package order

// Party is a customer or a printer as its source names it; any part may be missing.
type Party struct {
	ID          string `json:"id" cbor:"i,omitempty"`
	Name        string `json:"name" cbor:"n,omitempty"`
	ReferenceID string `json:"referenceId" cbor:"r,omitempty"`
}

// Connector is the way by which a customer's orders come in.
type Connector struct {
	ID   string `json:"id" cbor:"i,omitempty"`
	Type string `json:"type" cbor:"t,omitempty"`
	Name string `json:"name" cbor:"n,omitempty"`
}

// Header is one header line as sent; names may repeat, and their order is kept.
type Header struct {
	_     struct{} `cbor:",toarray"`
	Name  string   `json:"name"`
	Value string   `json:"value"`
}

// Message is one HTTP message, file or mail as it was.
type Message struct {
	At          Millis   `json:"at" cbor:"at,omitempty"`
	Transport   string   `json:"transport" cbor:"tr,omitempty"`
	Method      string   `json:"method" cbor:"me,omitempty"`
	URL         string   `json:"url" cbor:"u,omitempty"` // or the path of a file
	Headers     []Header `json:"headers" cbor:"h"`       // nil: not captured
	ContentType string   `json:"contentType" cbor:"ct,omitempty"`
	Charset     string   `json:"charset" cbor:"cs,omitempty"`
	// Body is exact to the byte; nil means that there is none or that it was not captured.
	// A body never crosses to the screens whole, so it has no JSON form.
	Body []byte `json:"-" cbor:"b"`
	// Base64 says that the source sent the body as base64, and so must we.
	Base64 bool `json:"-" cbor:"e,omitempty"`
	// SizeBytes and SHA256 (lower-case hex) are what the source says of the body, not what we measured.
	SizeBytes *int64 `json:"sizeBytes,omitempty" cbor:"s,omitempty"`
	SHA256    string `json:"sha256" cbor:"d,omitempty"`
}

// StageError is why a stage or an attempt went wrong, in the source's own words.
type StageError struct {
	Code    string `json:"code" cbor:"c,omitempty"`
	Class   string `json:"class" cbor:"k,omitempty"` // the engine's own class, such as UndefinedError
	Message string `json:"message" cbor:"m,omitempty"`
	Line    *int   `json:"line,omitempty" cbor:"l,omitempty"`
	Column  *int   `json:"column,omitempty" cbor:"o,omitempty"`
}

// Lookup is one question a template put to a lookup table.
type Lookup struct {
	Field  string  `json:"field" cbor:"f,omitempty"`
	Key    string  `json:"key" cbor:"k,omitempty"`
	Hit    bool    `json:"hit" cbor:"h,omitempty"`
	Value  *string `json:"value,omitempty" cbor:"v,omitempty"`
	Strict *bool   `json:"strict,omitempty" cbor:"s,omitempty"`
}

// Template is the translation step: what went in, which lookups were made, what came out.
type Template struct {
	At      Millis  `json:"at" cbor:"at,omitempty"`
	ID      string  `json:"id" cbor:"i,omitempty"`
	Name    string  `json:"name" cbor:"n,omitempty"`
	Version string  `json:"version" cbor:"v,omitempty"`
	Type    string  `json:"type" cbor:"t,omitempty"`
	Engine  string  `json:"engine" cbor:"e,omitempty"`
	Format  string  `json:"format" cbor:"f,omitempty"` // json, xml or text
	Source  *string `json:"-" cbor:"s,omitempty"`
	// InputContext is a JSON value, kept to the byte; nil means not captured.
	InputContext []byte      `json:"-" cbor:"c,omitempty"`
	Lookups      []Lookup    `json:"lookups" cbor:"l"` // nil: not captured
	Rendered     *string     `json:"-" cbor:"r,omitempty"`
	Error        *StageError `json:"error,omitempty" cbor:"x,omitempty"`
}

// Response is the answer to the final request, or why none came.
type Response struct {
	Message
	Status     *int        `json:"status,omitempty" cbor:"st,omitempty"` // HTTP status; nil when no answer came
	DurationMs *int64      `json:"durationMs,omitempty" cbor:"du,omitempty"`
	Error      *StageError `json:"error,omitempty" cbor:"x,omitempty"`
	Formatted  *Message    `json:"formatted,omitempty" cbor:"fo,omitempty"` // what the sender saw, when a response template shaped it
}

// Attempt is one try to hand something over.
type Attempt struct {
	N            int         `json:"n" cbor:"n,omitempty"`
	At           Millis      `json:"at" cbor:"at,omitempty"`
	Status       *int        `json:"status,omitempty" cbor:"s,omitempty"`
	DurationMs   *int64      `json:"durationMs,omitempty" cbor:"d,omitempty"`
	RetryAfterS  *int        `json:"retryAfterS,omitempty" cbor:"r,omitempty"`
	ResponseBody *string     `json:"-" cbor:"b,omitempty"`
	Error        *StageError `json:"error,omitempty" cbor:"x,omitempty"`
}

// Presence says of a stage without content why it has none.
type Presence string

// A stage is captured (it has content), not reached (null in the feed) or not captured (its key is absent).
const (
	Captured    Presence = ""
	NotReached  Presence = "not_reached"
	NotCaptured Presence = "not_captured"
)

// Stages are the four stages of a request. A nil stage is explained by its Presence.
type Stages struct {
	Original *Message  `json:"original,omitempty" cbor:"o,omitempty"`
	Template *Template `json:"template,omitempty" cbor:"t,omitempty"`
	Final    *Message  `json:"final,omitempty" cbor:"f,omitempty"`
	Response *Response `json:"response,omitempty" cbor:"r,omitempty"`

	OriginalIs Presence `json:"-" cbor:"op,omitempty"`
	TemplateIs Presence `json:"-" cbor:"tp,omitempty"`
	FinalIs    Presence `json:"-" cbor:"fp,omitempty"`
	ResponseIs Presence `json:"-" cbor:"rp,omitempty"`
}

// RequestType is what the sender asked for. Sources may use types not named here.
type RequestType string

// The request types of the feed.
const (
	Submit         RequestType = "submit"
	Cancel         RequestType = "cancel"
	UpdateShipment RequestType = "update_shipment"
)

// Request is one order request: what a customer's system sent, and what became of it.
type Request struct {
	ID               string      `json:"id" cbor:"id"`
	ReceivedAt       Millis      `json:"receivedAt" cbor:"at"`
	UpdatedAt        Millis      `json:"updatedAt" cbor:"up"`
	Type             RequestType `json:"type" cbor:"ty"`
	Customer         *Party      `json:"customer,omitempty" cbor:"cu,omitempty"`
	Connector        *Connector  `json:"connector,omitempty" cbor:"co,omitempty"`
	Printer          *Party      `json:"printer,omitempty" cbor:"pr,omitempty"`
	OrderReferenceID string      `json:"orderReferenceId" cbor:"re,omitempty"` // the sender's own order number; "" when none
	OrderID          string      `json:"orderId" cbor:"oi,omitempty"`          // Gelato's id, once one exists
	Stages           Stages      `json:"stages" cbor:"st"`
	Attempts         []Attempt   `json:"attempts" cbor:"tr"` // hand-over attempts; nil: not captured
}

// Direction is which way a postback went.
type Direction string

// The two flows that are both called postback (domain.md, conclusion 3).
const (
	ToCustomer  Direction = "to_customer"
	FromPrinter Direction = "from_printer"
)

// Trigger is what made a postback be sent.
type Trigger struct {
	Name           string `json:"name" cbor:"n,omitempty"`
	Event          string `json:"event" cbor:"e,omitempty"`
	Delivery       string `json:"delivery" cbor:"d,omitempty"` // url or email
	RetryOnFailure *bool  `json:"retryOnFailure,omitempty" cbor:"r,omitempty"`
}

// Delivery is how a postback was sent and what the receiver answered.
type Delivery struct {
	Target   string    `json:"target" cbor:"t,omitempty"` // URL or mail address
	Sent     *Message  `json:"sent,omitempty" cbor:"s,omitempty"`
	Attempts []Attempt `json:"attempts" cbor:"a"` // nil: not captured
	Result   Result    `json:"result" cbor:"r,omitempty"`
}

// Postback is one piece of news about an order.
type Postback struct {
	ID               string    `json:"id" cbor:"id"`
	OccurredAt       Millis    `json:"occurredAt" cbor:"at"`
	UpdatedAt        Millis    `json:"updatedAt" cbor:"up"`
	Direction        Direction `json:"direction" cbor:"di"`
	Event            string    `json:"event" cbor:"ev"`            // the source's own name
	Status           string    `json:"status" cbor:"st,omitempty"` // as the source spells it
	Customer         *Party    `json:"customer,omitempty" cbor:"cu,omitempty"`
	OrderReferenceID string    `json:"orderReferenceId" cbor:"re,omitempty"`
	OrderID          string    `json:"orderId" cbor:"oi,omitempty"`
	PackageID        string    `json:"packageId" cbor:"pa,omitempty"`
	ItemReferenceIDs []string  `json:"itemReferenceIds" cbor:"it"` // nil: not captured
	Trigger          *Trigger  `json:"trigger,omitempty" cbor:"tr,omitempty"`
	Template         *Template `json:"template,omitempty" cbor:"te,omitempty"`
	// Payload is a JSON value, what Gelato knew, kept to the byte; nil means not captured.
	Payload  []byte    `json:"-" cbor:"pl,omitempty"`
	Delivery *Delivery `json:"delivery,omitempty" cbor:"de,omitempty"`
}

// List names one of the two histories.
type List string

// The two lists of a source.
const (
	Requests  List = "requests"
	Postbacks List = "postbacks"
)

// Stage names one of the four stages.
type Stage string

// The four stages, in the order in which a request passes them.
const (
	Original  Stage = "original"
	Templated Stage = "template"
	Final     Stage = "final"
	Responded Stage = "response"
)

// AllStages are the four stages in order.
var AllStages = [4]Stage{Original, Templated, Final, Responded}
