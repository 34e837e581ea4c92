package diagnose

import (
	"embed"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"ordertrail/backend/order"
)

//go:embed text/*.toml
var texts embed.FS

// Words write sentences in one language, with times in one zone.
type Words struct {
	lang string
	from *i18n.Localizer
	zone *time.Location
}

// Languages lists the languages that there are texts in, English first: one for each file of the catalogue.
func Languages() []string {
	found := []string{"en"}
	files, _ := texts.ReadDir("text") // embedded
	for _, f := range files {
		if lang := strings.TrimSuffix(strings.TrimPrefix(f.Name(), "active."), ".toml"); lang != "en" {
			found = append(found, lang)
		}
	}
	return found
}

// NewWords reads the catalogue, and those of others who have more to say. An unknown language reads English.
func NewWords(lang string, zone *time.Location, more ...fs.FS) *Words {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	for _, from := range append([]fs.FS{texts}, more...) {
		for _, each := range []string{"en", lang} {
			_, _ = bundle.LoadMessageFileFS(from, "text/active."+each+".toml") // embedded; a test reads them all
		}
	}
	return &Words{lang: lang, from: i18n.NewLocalizer(bundle, lang), zone: zone}
}

// Say writes a sentence.
func (w *Words) Say(s Sentence) string {
	data := map[string]any{}
	for name, value := range s.With {
		data[name] = w.value(value)
	}
	config := &i18n.LocalizeConfig{MessageID: s.ID, TemplateData: data}
	if n, ok := s.With["N"].(int); ok {
		config.PluralCount = n
	}
	text, err := w.from.Localize(config)
	if err != nil && config.PluralCount != nil {
		config.PluralCount = nil // a sentence that is the same for any number
		text, err = w.from.Localize(config)
	}
	if err != nil && text == "" {
		return s.ID // a test finds texts that are missing
	}
	return ended(text)
}

// ended takes away a second full stop, where a foreign text brought its own.
func ended(text string) string {
	for _, stop := range []string{"..", "?.", "!."} {
		if strings.HasSuffix(text, stop) {
			return strings.TrimSuffix(text, ".")
		}
	}
	return text
}

func (w *Words) value(v any) any {
	switch v := v.(type) {
	case Moment:
		return w.moment(order.Millis(v))
	case Span:
		return w.span(order.Millis(v))
	case Term:
		return w.Term(string(v))
	}
	return v
}

// Term gives a word of the catalogue; one that is not there stands for itself.
func (w *Words) Term(id string) string {
	if text := w.Say(Sentence{ID: id}); text != id {
		return text
	}
	return strings.ReplaceAll(id[strings.LastIndex(id, ".")+1:], "_", " ")
}

func (w *Words) moment(m order.Millis) string {
	if m == 0 {
		return "–"
	}
	t := m.Time().In(w.zone)
	months := strings.Fields(w.Say(Sentence{ID: "months"}))
	return w.Say(Sentence{"date", Params{"Day": strconv.Itoa(t.Day()), "Month": months[t.Month()-1], "Year": strconv.Itoa(t.Year()), "Clock": t.Format("15:04")}})
}

func (w *Words) span(d order.Millis) string {
	count := func(id string, n order.Millis) string { return w.Say(Sentence{id, Params{"N": int(n)}}) }
	switch {
	case d < 2*Hour:
		return count("span.minutes", d/Minute)
	case d < 2*Day && d%Day != 0:
		return count("span.hours", d/Hour)
	}
	return count("span.days", d/Day)
}

// zoneAt names the zone in which times are written.
func (w *Words) zoneAt(m order.Millis) string {
	if name := w.zone.String(); name != "Local" {
		return name
	}
	return m.Time().In(w.zone).Format("MST")
}
