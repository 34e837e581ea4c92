package order

// Place is the part of a record in which a text stands.
type Place string

// The places of texts. What is about the whole record stands in its head; of a message all but its headers stands in
// its own place.
const (
	AtID        Place = "id"
	AtReference Place = "reference"
	AtOrderID   Place = "order_id"
	AtHead      Place = "head"
	AtCustomer  Place = "customer"
	AtOriginal  Place = "original"
	AtTemplate  Place = "template"
	AtFinal     Place = "final"
	AtResponse  Place = "response"
	AtPayload   Place = "payload"
	AtSent      Place = "sent"
	AtAnswer    Place = "answer"
	AtNote      Place = "note" // what an agent wrote of the record
)

// AllPlaces are the places of texts.
var AllPlaces = []Place{
	AtID, AtReference, AtOrderID, AtHead, AtCustomer, AtOriginal, AtTemplate, AtFinal, AtResponse, AtPayload, AtSent, AtAnswer, AtNote,
}

// Texts gives every text of the request that can be looked for, and where it stands; header says that it is a header's.
// It ends when each gives false.
func (r *Request) Texts(each func(at Place, header bool, text string) bool) {
	t := texts{each: each}
	t.at(AtReference, r.OrderReferenceID)
	t.at(AtID, r.ID)
	t.at(AtOrderID, r.OrderID)
	t.at(AtHead, string(r.Type))
	t.party(AtCustomer, r.Customer)
	t.party(AtHead, r.Printer)
	if c := r.Connector; c != nil {
		t.at(AtHead, c.ID, c.Type, c.Name)
	}
	t.message(AtOriginal, r.Stages.Original)
	t.template(r.Stages.Template)
	t.message(AtFinal, r.Stages.Final)
	if a := r.Stages.Response; a != nil {
		t.message(AtResponse, &a.Message)
		t.failure(AtResponse, a.Error)
		t.message(AtResponse, a.Formatted)
	}
	t.attempts(r.Attempts)
}

// Texts gives every text of the postback that can be looked for, and where it stands.
func (p *Postback) Texts(each func(at Place, header bool, text string) bool) {
	t := texts{each: each}
	t.at(AtReference, p.OrderReferenceID)
	t.at(AtID, p.ID)
	t.at(AtOrderID, p.OrderID)
	t.at(AtHead, p.Event, p.Status, p.PackageID)
	t.at(AtHead, p.ItemReferenceIDs...)
	t.party(AtCustomer, p.Customer)
	t.at(AtPayload, string(p.Payload))
	t.template(p.Template)
	if d := p.Delivery; d != nil {
		t.at(AtSent, d.Target)
		t.message(AtSent, d.Sent)
		t.attempts(d.Attempts)
	}
}

// texts hands on texts until it is told to stop.
type texts struct {
	each func(Place, bool, string) bool
	done bool
}

func (t *texts) tell(at Place, header bool, text string) {
	if !t.done && text != "" {
		t.done = !t.each(at, header, text)
	}
}

func (t *texts) at(at Place, list ...string) {
	for _, text := range list {
		t.tell(at, false, text)
	}
}

func (t *texts) maybe(at Place, text *string) {
	if text != nil {
		t.at(at, *text)
	}
}

func (t *texts) party(at Place, p *Party) {
	if p != nil {
		t.at(at, p.ID, p.Name, p.ReferenceID)
	}
}

func (t *texts) message(at Place, m *Message) {
	if m == nil || t.done {
		return
	}
	t.at(at, m.URL, m.ContentType, string(m.Body))
	for _, h := range m.Headers {
		t.tell(at, true, h.Name)
		t.tell(at, true, h.Value)
	}
}

func (t *texts) failure(at Place, e *StageError) {
	if e != nil {
		t.at(at, e.Code, e.Class, e.Message)
	}
}

func (t *texts) template(p *Template) {
	if p == nil || t.done {
		return
	}
	t.failure(AtTemplate, p.Error)
	for _, l := range p.Lookups {
		t.at(AtTemplate, l.Field, l.Key)
		t.maybe(AtTemplate, l.Value)
	}
	t.at(AtTemplate, p.ID, p.Name, p.Version, string(p.InputContext))
	t.maybe(AtTemplate, p.Rendered)
	t.maybe(AtTemplate, p.Source)
}

func (t *texts) attempts(list []Attempt) {
	for _, a := range list {
		t.maybe(AtAnswer, a.ResponseBody)
		t.failure(AtAnswer, a.Error)
	}
}
