package cli

import (
	"embed"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"ordertrail/backend/fault"
)

//go:embed text/*.toml
var texts embed.FS

// words say things in one language.
type words struct {
	lang    string
	from    *i18n.Localizer
	printer *message.Printer // numbers as the language groups them
}

func newWords(lang string) words {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	for _, each := range fault.Languages {
		_, _ = bundle.LoadMessageFileFS(texts, "text/active."+each+".toml") // embedded; a test reads both
	}
	return words{lang: lang, from: i18n.NewLocalizer(bundle, lang), printer: message.NewPrinter(language.Make(lang))}
}

// with are the parameters of a text.
type with map[string]any

// say gives the text of id.
func (w words) say(id string, params ...with) string {
	config := &i18n.LocalizeConfig{MessageID: id}
	if len(params) > 0 {
		config.TemplateData = map[string]any(params[0])
	}
	return w.localize(config)
}

// count gives the text of id in the form that goes with n; .N is n as the language writes it.
func (w words) count(id string, n int) string {
	return w.localize(&i18n.LocalizeConfig{MessageID: id, PluralCount: n, TemplateData: map[string]any{"N": w.number(n)}})
}

func (w words) localize(config *i18n.LocalizeConfig) string {
	text, err := w.from.Localize(config)
	if err != nil {
		return config.MessageID // a test finds texts that are missing
	}
	return text
}

// name gives a value of a closed set in words, and a value that is not of the set as it is.
func (w words) name(set, value string) string {
	if text := w.say(set + "." + value); text != set+"."+value {
		return text
	}
	return value
}

func (w words) number(n int) string { return w.printer.Sprintf("%d", n) }

// langOf finds the language: --lang, else the environment's, else English.
func langOf(env Env) string {
	if given, ok := givenValue(env.Args, "--lang"); ok {
		return tongue(given)
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if set := env.Environ(name); set != "" {
			return tongue(set)
		}
	}
	return "en"
}

func tongue(locale string) string {
	if strings.HasPrefix(strings.ToLower(locale), "sv") {
		return "sv"
	}
	return "en"
}
