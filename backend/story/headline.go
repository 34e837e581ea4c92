package story

import (
	"cmp"
	"embed"
	"slices"
	"time"

	"ordertrail/backend/diagnose"
)

//go:embed text/*.toml
var texts embed.FS

// Words write stories in one language, with times in one zone.
func Words(lang string, zone *time.Location) *diagnose.Words {
	return diagnose.NewWords(lang, zone, texts)
}

// Tone is how much an order wants attention.
type Tone string

// The tones.
const (
	Good    Tone = "ok"
	Going   Tone = "wait"
	Careful Tone = "warn"
	Bad     Tone = "fail"
	Unsure  Tone = "unk"
)

// AllTones are the tones.
var AllTones = []Tone{Good, Going, Careful, Bad, Unsure}

// Headline is what an order's story comes to.
type Headline struct {
	Verdict    diagnose.Verdict
	Confidence diagnose.Confidence
	Tone       Tone
	Title      diagnose.Sentence
	Tag        diagnose.Sentence
	Says       diagnose.Sentence // what the title rests on
	On         []diagnose.Pointer
}

// tones are the verdicts that can be a headline.
var tones = map[diagnose.Verdict]Tone{
	diagnose.NotReceived: Careful, diagnose.RejectedAtDoor: Bad, diagnose.TemplateFailed: Bad, diagnose.ValidationRejected: Bad,
	diagnose.HandoffFailed: Bad, diagnose.DuplicateOnly: Careful, diagnose.Draft: Careful, diagnose.Cancelled: Careful,
	diagnose.FailedLater: Bad, diagnose.AcceptedSilent: Careful, diagnose.Stalled: Careful, diagnose.OnTrack: Going, diagnose.Complete: Good,
	diagnose.NoTrigger: Careful, diagnose.NotRendered: Careful, diagnose.SendFailed: Careful, diagnose.Retrying: Going,
	diagnose.OddTarget: Careful, diagnose.SentBodyError: Careful, diagnose.SentNoTracking: Careful, diagnose.Partial: Careful,
	diagnose.SentLate: Careful, diagnose.NoData: Unsure,
}

// HeadlineOf is what two guides say of an order: where it is, or, when it is on its way, what is wrong with the news.
func HeadlineOf(e diagnose.Evidence) Headline {
	where, news := diagnose.Diagnose(diagnose.Disappeared, e), diagnose.Diagnose(diagnose.ShippingNotice, e)
	fine := where.Verdict == diagnose.OnTrack || where.Verdict == diagnose.Complete
	if tone := tones[news.Verdict]; fine && news.Verdict != diagnose.NoData && tone != "" {
		return headline(news)
	}
	return headline(where)
}

func headline(r *diagnose.Report) Headline {
	h := Headline{Verdict: r.Verdict, Confidence: r.Confidence, Tone: cmp.Or(tones[r.Verdict], Unsure)}
	step := deciding(r)
	with := diagnose.Params{}
	for name, value := range r.Conclusion.With {
		with[name] = value
	}
	h.Title = diagnose.Sentence{ID: "headline." + string(r.Verdict), With: with}
	h.Tag = diagnose.Sentence{ID: "tag." + string(r.Verdict)}
	h.Says, h.On = step.Says, step.Evidence
	return h
}

// deciding is the step that a report concludes with: the first problem, or else the last that was asked.
func deciding(r *diagnose.Report) diagnose.Step {
	if at := slices.IndexFunc(r.Steps, func(s diagnose.Step) bool { return s.Answer == diagnose.Problem }); at >= 0 {
		return r.Steps[at]
	}
	last := diagnose.Step{}
	for _, s := range r.Steps {
		if s.Answer != diagnose.Skipped {
			last = s
		}
	}
	return last
}
