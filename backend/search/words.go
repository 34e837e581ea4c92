package search

import (
	"slices"
	"strings"
)

// keys are the names of the scopes, in both languages.
var keys = map[string]Key{
	"in": In, "i": In, "stage": Stage, "steg": Stage, "outcome": Outcome, "utfall": Outcome, "type": Type, "typ": Type,
	"kind": Kind, "slag": Kind, "direction": Direction, "riktning": Direction, "result": Result, "resultat": Result,
	"customer": Customer, "kund": Customer, "connector": Connector, "koppling": Connector, "template": Template, "mall": Template, "status": Status, "http": Status, "source": Source, "källa": Source,
	"has": Has, "har": Has, "label": Label, "colour": Label, "color": Label, "etikett": Label, "färg": Label, "like": Like, "liknar": Like, "ref": Ref, "reference": Ref, "referens": Ref, "id": ID, "email": Email, "e-mail": Email,
	"e-post": Email, "epost": Email, "mail": Email, "sku": SKU, "artikel": SKU, "item": Item, "rad": Item,
	"tracking": Tracking, "spårning": Tracking, "kolli": Tracking, "error": Error, "fel": Error, "file": File, "fil": File,
}

// word is a value of a closed set and what else it is called.
type word struct {
	is     string
	called []string
}

type set []word

func (s set) find(text string) (string, bool) {
	folded := fold(text)
	for _, w := range s {
		if fold(w.is) == folded || slices.ContainsFunc(w.called, func(c string) bool { return fold(c) == folded }) {
			return w.is, true
		}
	}
	return "", false
}

// fold leaves out case and the signs between words.
func fold(text string) string {
	return strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(text))
}

var stages = set{
	{"original", []string{"original request", "ursprunglig", "ursprunglig förfrågan"}},
	{"template", []string{"template processing", "mall", "mallbearbetning"}},
	{"final", []string{"final request", "sista", "sista begäran", "slutlig", "slutlig begäran"}},
	{"response", []string{"system response", "respons", "systemrespons", "svar", "systemsvar"}},
}

// values are the closed sets, with the words of HQ in Swedish as further names (domain.md, 9).
var values = map[Key]set{
	Stage: stages,
	In: slices.Concat(stages, set{
		{InPayload, []string{"nyttolast"}}, {InSent, []string{"skickat"}}, {InAnswer, []string{"answers", "attempt", "försök", "mottagarens svar"}},
		{InHeaders, []string{"header", "huvuden"}}, {InNote, []string{"notes", "anteckning"}},
	}),
	Outcome: {
		{"accepted", []string{"accepterad", "godkänd", "ok"}}, {"rejected", []string{"avvisad", "nekad"}},
		{"template_failed", []string{"mallfel", "template"}}, {"duplicate", []string{"dubblett"}},
		{"handoff_failed", []string{"överlämning misslyckades", "handoff"}}, {"no_answer", []string{"inget svar", "obesvarad"}},
		{"pending", []string{"väntar", "väntande"}}, {"unknown", []string{"okänd", "okänt"}},
	},
	Type: {
		{"submit", []string{"order", "beställning", "skicka"}}, {"cancel", []string{"avbryt", "avbryt begäran", "avbeställning"}},
		{"update_shipment", []string{"ändra leverans", "shipment"}},
	},
	Kind: {
		{"received", []string{"order received", "beställning mottagen", "mottagen"}},
		{"production", []string{"production updates", "produktionsuppdateringar", "produktionsuppdatering", "produktion"}},
		{"shipping", []string{"shipping notifications", "leveransaviseringar", "leveransavisering", "avisering", "skickad"}},
		{"delivery", []string{"delivery confirmations", "leveransbekräftelser", "leveransbekräftelse", "levererad"}},
		{"error", []string{"error alerts", "felaviseringar", "felavisering", "fel"}},
		{"other", []string{"övrigt", "annat"}},
	},
	Direction: {
		{"to_customer", []string{"till kund", "customer", "kund"}}, {"from_printer", []string{"från tryckeri", "printer", "tryckeri"}},
	},
	Result: {
		{"delivered", []string{"levererad", "framme"}}, {"handed_to_mail", []string{"till e-post", "mail"}}, {"failed", []string{"misslyckades", "misslyckad"}},
		{"retrying", []string{"nytt försök", "försöker igen"}}, {"not_sent", []string{"ej skickad", "inte skickad"}}, {"unknown", []string{"okänd", "okänt"}},
	},
	Has: {{"note", []string{"anteckning", "notes"}}, {"bookmark", []string{"bokmärke"}}, {"label", []string{"colour", "etikett", "färg"}}},
	Label: {
		{"red", []string{"röd"}}, {"orange", nil}, {"green", []string{"grön"}}, {"blue", []string{"blå"}}, {"purple", []string{"lila"}},
	},
}

// wanted says what may stand behind a scope.
func wanted(key Key) string {
	var names []string
	for _, w := range values[key] {
		names = append(names, w.is)
	}
	if len(names) == 0 {
		return "…"
	}
	return strings.Join(names, ", ")
}

// KindOf gives the kind of postback that a plain word names in one of the two languages, such as Leveransavisering.
func KindOf(text string) (string, bool) {
	if len(text) < 6 {
		return "", false
	}
	return values[Kind].find(text)
}
