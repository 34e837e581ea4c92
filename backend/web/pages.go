package web

import (
	"html/template"
	"net/http"
	"strings"
)

// page is a plain page for a person, where no screens can be shown.
type page struct{ Lang, Title, Text, Next, Again string }

// pages hold a page in each language.
type pages struct{ en, sv page }

var (
	refused = pages{
		en: page{Title: "This page is closed", Text: "Ordertrail shows its screens only to a browser that opened the address it printed.",
			Next: "Open the address that Ordertrail printed when it was started.", Again: "Try again"},
		sv: page{Title: "Sidan är stängd", Text: "Ordertrail visar sina skärmar bara för en webbläsare som öppnade adressen som skrevs ut.",
			Next: "Öppna adressen som Ordertrail skrev ut när det startades.", Again: "Försök igen"},
	}
	notBuilt = pages{
		en: page{Title: "The screens were not built", Text: "This Ordertrail was built without its screens. The commands work.",
			Next: "Use build/run, which builds the screens and starts Ordertrail with them."},
		sv: page{Title: "Skärmarna är inte byggda", Text: "Denna Ordertrail byggdes utan sina skärmar. Kommandona fungerar.",
			Next: "Använd build/run, som bygger skärmarna och startar Ordertrail med dem."},
	}
	notThere = pages{
		en: page{Title: "There is no such page", Text: "Ordertrail has its screens at the start page.", Again: "Start page"},
		sv: page{Title: "Sidan finns inte", Text: "Ordertrail har sina skärmar på startsidan.", Again: "Startsida"},
	}
)

var layout = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>{{.Title}} - Ordertrail</title></head>
<body><h1>{{.Title}}</h1><p>{{.Text}}</p>{{with .Next}}<p>{{.}}</p>{{end}}{{with .Again}}<p><a href="/">{{.}}</a></p>{{end}}</body></html>
`))

func refuse(w http.ResponseWriter, r *http.Request) { show(w, r, http.StatusForbidden, refused) }

// show writes a page in the reader's language.
func show(w http.ResponseWriter, r *http.Request, status int, p pages) {
	chosen, lang := p.en, "en"
	if strings.HasPrefix(strings.ToLower(r.Header.Get("Accept-Language")), "sv") {
		chosen, lang = p.sv, "sv"
	}
	chosen.Lang = lang
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_ = layout.Execute(w, chosen) // the reader may have left; there is no one else to tell
}
