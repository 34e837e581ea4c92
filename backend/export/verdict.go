package export

import (
	"strings"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
)

// verdict is what a guide found, as people read it.
type verdict struct {
	Anchor, Scenario, Conclusion, Next, Confidence string
	Steps                                          []verdictStep
	Notes                                          []string
}

type verdictStep struct{ Mark, Answer, Asks, Says string }

// verdicts write the reports of a masked record.
func (j *job) verdicts(masked Record) []verdict {
	if len(masked.Reports) == 0 {
		return nil
	}
	if j.guides == nil {
		j.guides = diagnose.NewWords(j.Language, j.words().zone)
	}
	w := j.guides
	var list []verdict
	for _, r := range masked.Reports {
		v := verdict{Anchor: "verdict-" + string(r.Scenario), Scenario: w.Term("scenario." + string(r.Scenario)), Conclusion: w.Say(r.Conclusion),
			Next: w.Say(r.Next), Confidence: w.Term("confidence." + string(r.Confidence))}
		for _, s := range r.Steps {
			if s.Answer != diagnose.Skipped {
				v.Steps = append(v.Steps, verdictStep{string(s.Answer), w.Term("answer.word." + string(s.Answer)), w.Asks(r.Scenario, s.ID), w.Say(s.Says)})
			}
		}
		for _, n := range r.Notes {
			v.Notes = append(v.Notes, w.Say(n))
		}
		list = append(list, v)
	}
	return list
}

// report masks what a guide found: its sentences are ours, what fills them is not.
func (m masking) report(r diagnose.Report) diagnose.Report {
	r.Reference = m.Field(r.Reference, "orderReferenceId")
	r.Conclusion, r.Next = m.sentence(r.Conclusion), m.sentence(r.Next)
	r.Notes = each(r.Notes, m.sentence)
	r.Steps = each(r.Steps, func(s diagnose.Step) diagnose.Step {
		s.Says = m.sentence(s.Says)
		return s
	})
	r.Course, r.Missing = nil, []order.Gap{}
	return r
}

// blanks are what fills a sentence with a value of a field.
var blanks = map[string]string{"Reference": "orderReferenceId", "Status": "status", "ID": "id", "OrderID": "orderId", "Customer": "company", "SKU": "sku",
	"Printer": "printer", "Template": "templateName", "Field": "field"}

func (m masking) sentence(s diagnose.Sentence) diagnose.Sentence {
	out := diagnose.Sentence{ID: s.ID, With: diagnose.Params{}}
	for name, value := range s.With {
		text, isText := value.(string)
		switch {
		case !isText:
			out.With[name] = value
		case name == "Address" || name == "Target" || name == "URL":
			out.With[name] = m.URL(text)
		case blanks[name] != "":
			out.With[name] = m.Field(text, blanks[name])
		default:
			out.With[name] = m.Text(text)
		}
	}
	return out
}

// text writes a verdict for a file.
func (v verdict) text() []byte {
	var b strings.Builder
	b.WriteString(v.Scenario + "\n\n" + v.Conclusion + "\n" + v.Next + "\n" + v.Confidence + "\n\n")
	for _, s := range v.Steps {
		b.WriteString("- [" + s.Answer + "] " + s.Asks + " " + s.Says + "\n")
	}
	for _, n := range v.Notes {
		b.WriteString("- " + n + "\n")
	}
	return []byte(b.String())
}

// said are the note of a record and what guides found, for formats that have room for a remark alone.
func (j *job) said(masked Record) string {
	parts := []string{}
	if masked.Note != "" {
		parts = append(parts, masked.Note)
	}
	for _, v := range j.verdicts(masked) {
		parts = append(parts, strings.TrimSpace(string(v.text())))
	}
	return strings.Join(parts, "\n\n")
}
