package fault

import (
	"embed"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed text/*.toml
var texts embed.FS

// Languages are the languages that failures are described in.
var Languages = []string{"en", "sv"}

// Describe gives what a person reads of err: its code, what happened, and what to do next. An unknown language
// reads English, and a subject without words of its own takes its code's general ones.
func Describe(err error, lang string) (code Code, message, hint string) {
	e := Of(err)
	if e == nil {
		return "", "", ""
	}
	say := localizer(lang)
	for _, id := range []string{string(e.Code) + "." + e.About, string(e.Code), string(Internal)} {
		message, hint = fill(say, id+".what", e.Params), fill(say, id+".next", e.Params)
		if message != "" && hint != "" {
			break
		}
	}
	return e.Code, message, hint
}

// localizer reads the catalogue; failures are rare, so it is not kept.
func localizer(lang string) *i18n.Localizer {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	for _, each := range Languages {
		_, _ = bundle.LoadMessageFileFS(texts, "text/active."+each+".toml") // embedded; a test reads both
	}
	return i18n.NewLocalizer(bundle, lang)
}

// blank is what a template writes for a parameter that is not there.
const blank = "<no value>"

// fill gives the text of id, or nothing where there is none or a parameter that it needs is not given.
func fill(say *i18n.Localizer, id string, params Params) string {
	text, err := say.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: map[string]any(params)})
	if err != nil || strings.Contains(text, blank) {
		return ""
	}
	return text
}
