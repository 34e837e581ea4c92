package diagnose

import (
	"fmt"
	"regexp"
	"strings"

	"ordertrail/backend/order"
)

// Length is how much a reply tells.
type Length string

// The lengths. The line and the mail are for customers and hold nothing personal; the technical one is for those who
// look into it.
const (
	Line      Length = "line"
	Mail      Length = "mail"
	Technical Length = "technical"
)

// AllLengths are the lengths, shortest first.
var AllLengths = []Length{Line, Mail, Technical}

// mostTold is how many happenings a mail tells.
const mostTold = 12

// Reply writes what can be sent to whoever asked.
func (w *Words) Reply(r *Report, l Length, now order.Millis) string {
	if l == Technical {
		return w.technical(r, now)
	}
	conclusion := w.scrub(w.Say(Sentence{r.Conclusion.ID, forCustomers(r.Conclusion.With)}), r.private())
	if l == Line {
		return w.Say(Sentence{"reply.line", Params{"Reference": r.Reference, "Conclusion": conclusion}})
	}
	lines := []string{w.Say(Sentence{"reply.opens", Params{"Reference": r.Reference}}), ""}
	told := r.Course
	if n := len(told) - mostTold; n > 0 {
		lines, told = append(lines, w.Say(Sentence{"course.earlier", Params{"N": n}})), told[n:]
	}
	for _, h := range told {
		lines = append(lines, "- "+w.Say(h.Says))
	}
	if len(told) > 0 {
		lines = append(lines, "")
	}
	return strings.Join(append(lines, conclusion, "", w.Say(Sentence{"reply.zone", Params{"Zone": w.zoneAt(now)}})), "\n")
}

// forCustomers takes an address for its host: whose mailbox it is is nobody's business.
func forCustomers(with Params) Params {
	out := Params{}
	for name, value := range with {
		out[name] = value
	}
	if address, ok := with["Address"].(string); ok {
		out["Address"] = masked(address)
	}
	return out
}

func masked(address string) string {
	if at := strings.LastIndex(address, "@"); at >= 0 {
		return "…" + address[at:]
	}
	if host := hostOf(address); host != "" {
		return host
	}
	return address
}

// mailbox is an e-mail address, and number a row of digits long enough to be a phone's.
var (
	mailbox = regexp.MustCompile(`[\w.+-]+@([\w-]+\.[\w.-]+\w)`)
	phone   = regexp.MustCompile(`\+\d[\d ()-]{6,}\d`)
)

// scrub takes out of a text what is personal: foreign messages may quote the order.
func (w *Words) scrub(text string, private []string) string {
	for _, value := range private {
		text = replaceWhole(text, value, "…")
	}
	text = mailbox.ReplaceAllString(text, "…@$1")
	return phone.ReplaceAllString(text, "…")
}

// replaceWhole replaces a value where it stands by itself, and not within a word or a number.
func replaceWhole(text, value, by string) string {
	if len([]rune(value)) < 3 || !strings.Contains(strings.ToLower(text), strings.ToLower(value)) {
		return text
	}
	whole := regexp.MustCompile(`(?i)(^|[^\pL\pN])` + regexp.QuoteMeta(value) + `($|[^\pL\pN])`)
	return whole.ReplaceAllString(text, "${1}"+by+"${2}")
}

// technical tells everything, with the places that it rests on.
func (w *Words) technical(r *Report, now order.Millis) string {
	lines := []string{w.Say(Sentence{"reply.opens", Params{"Reference": r.Reference}}), "",
		w.Say(Sentence{"reply.technical", Params{"Verdict": string(r.Verdict), "Confidence": Term("confidence." + string(r.Confidence)),
			"Scenario": Term("scenario." + string(r.Scenario)), "At": Moment(now)}}),
		w.Say(r.Conclusion), ""}
	for _, s := range r.Steps {
		if s.Answer == Skipped {
			continue
		}
		lines = append(lines, fmt.Sprintf("- %s [%s] %s", w.Asks(r.Scenario, s.ID), w.Term("answer.word."+string(s.Answer)), w.Say(s.Says)))
		for _, p := range s.Evidence {
			lines = append(lines, "    "+p.String())
		}
	}
	for _, note := range r.Notes {
		lines = append(lines, "- "+w.Say(note))
	}
	return strings.Join(append(lines, "", w.Say(r.Next), w.Say(Sentence{"reply.zone", Params{"Zone": w.zoneAt(now)}})), "\n")
}

// Asks is the question of a step.
func (w *Words) Asks(s Scenario, step string) string {
	return w.Say(Sentence{ID: "asks." + string(s) + "." + step})
}

// String writes a pointer as links do: id/stage#path, or id/attempt.
func (p Pointer) String() string {
	switch {
	case p.Attempt > 0:
		return fmt.Sprintf("%s/%d", p.ID, p.Attempt)
	case p.Stage == "":
		return p.ID
	case p.Path == "":
		return p.ID + "/" + string(p.Stage)
	}
	return p.ID + "/" + string(p.Stage) + "#" + p.Path
}
