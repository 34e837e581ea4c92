package source

import "regexp"

// In says where something was passed over, and why, in a language. Where that is not known in it, it stays in English.
func (s Skipped) In(lang string) Skipped {
	if lang != "sv" {
		return s
	}
	return Skipped{Where: swedish(s.Where, swedishPlaces), Why: swedish(s.Why, swedishReasons)}
}

// AllIn says all of what was passed over in a language.
func AllIn(skipped []Skipped, lang string) []Skipped {
	said := make([]Skipped, len(skipped))
	for i, s := range skipped {
		said[i] = s.In(lang)
	}
	return said
}

// saying is how a text of ours goes in another language; $1 is what the first part in parentheses found.
type saying struct {
	text *regexp.Regexp
	said string
}

func say(text, said string) saying { return saying{regexp.MustCompile("^" + text + "$"), said} }

// swedish says a text by the first saying that fits.
func swedish(text string, sayings []saying) string {
	for _, s := range sayings {
		if s.text.MatchString(text) {
			return s.text.ReplaceAllString(text, s.said)
		}
	}
	return text
}

var swedishPlaces = []saying{
	say(`(.*)after item (\d+)`, "${1}efter post $2"),
	say(`(.*)item (\d+)`, "${1}post $2"),
	say(`(.*)line (\d+)`, "${1}rad $2"),
	say(`after record (\d+)`, "efter post $1"),
	say(`record (\d+)`, "post $1"),
	say(`after entry (\d+)`, "efter inslag $1"),
	say(`entry (\d+)(.*)`, "inslag $1$2"),
	say(`message`, "meddelandet"),
	say(`command`, "kommandot"),
	say(`file`, "filen"),
	say(`the whole bundle`, "hela paketet"),
}

var swedishReasons = []saying{
	say(`nested more than 10000 deep`, "nästlat djupare än 10000"),
	say(`no record, but another kind of JSON value`, "ingen post utan ett annat slags JSON-värde"),
	say(`not whole JSON`, "inte hel JSON"),
	say(`not as the feed has it`, "inte som flödet har det"),
	say(`field (.+) is not as the feed has it`, "fältet $1 är inte som flödet har det"),
	say(`required field (.+) is missing`, "fältet $1 saknas och måste finnas"),
	say(`field (.+) is not a moment after 1970`, "fältet $1 är ingen tidpunkt efter 1970"),
	say(`field (.+) can't be read as object`, "fältet $1 kan inte läsas som objekt"),
	say(`field (.+) can't be read as moment`, "fältet $1 kan inte läsas som tidpunkt"),
	say(`field (.+) can't be read as number`, "fältet $1 kan inte läsas som tal"),
	say(`field (.+) can't be read as true or false`, "fältet $1 kan inte läsas som sant eller falskt"),
	say(`field (.+) can't be read as text`, "fältet $1 kan inte läsas som text"),
	say(`field (.+) can't be read as base64`, "fältet $1 kan inte läsas som base64"),
	say(`field (.+) can't be read as headers`, "fältet $1 kan inte läsas som huvuden"),
	say(`field (.+) can't be read as list of texts`, "fältet $1 kan inte läsas som en lista av texter"),
	say(`field (.+) can't be read as list`, "fältet $1 kan inte läsas som en lista"),
	say(`larger than (\d+) MiB`, "större än $1 MiB"),
	say(`larger than (\d+) MiB: (.+)`, "större än $1 MiB: $2"),
	say(`the bundle is damaged from here on`, "paketet är skadat härifrån"),
	say(`it is not as it was when it was written`, "det är inte som när det skrevs"),
	say(`it names no address`, "det nämner ingen adress"),
	say(`not CSV: a quote is not closed`, "inte CSV: ett citattecken är inte stängt"),
	say(`its moment can't be read`, "dess tidpunkt kan inte läsas"),
	say(`what follows is not JSON`, "det som följer är inte JSON"),
	say(`it ends in the middle`, "det slutar mitt i"),
	say(`no entry of a recording`, "inget inslag i en inspelning"),
	say(`more records than any page has`, "fler poster än någon sida har"),
	say(`it holds no record`, "det innehåller ingen post"),
	say(`neither a request nor a postback`, "varken en förfrågan eller en postback"),
	say(`a webhook without a moment`, "en webhook utan tidpunkt"),
	say(`a printer's status without a moment that can be read`, "en tryckeristatus utan läsbar tidpunkt"),
	say(`it was broken off before an answer came`, "det avbröts innan ett svar kom"),
	say(`the recording lacks the answer's content`, "inspelningen saknar svarets innehåll"),
	say(`the answer is not base64`, "svaret är inte base64"),
	say(`its details are not there \((.+)\)`, "dess detaljer finns inte ($1)"),
	say(`its details are no JSON`, "dess detaljer är inte JSON"),
	say(`its details are larger than what is taken`, "dess detaljer är större än vad som tas emot"),
	say(`its details are nested more than 10000 deep`, "dess detaljer är nästlade djupare än 10000"),
	say(`its details are not whole JSON`, "dess detaljer är inte hel JSON"),
	say(`its details hold no record`, "dess detaljer innehåller ingen post"),
}
