package export

import (
	"fmt"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"ordertrail/backend/order"
)

// words are the texts beside the data, in one language.
type words struct {
	texts map[string]string
	zone  *time.Location
}

// words gives the texts of the export's language; one that is not there reads English.
func (o Options) words() words {
	w := words{texts: catalogue(o.Language), zone: o.Zone}
	if w.zone == nil {
		w.zone = time.UTC
	}
	return w
}

// words reads the texts of the export's language once.
func (j *job) words() words {
	if j.own.texts == nil {
		j.own = j.Options.words()
	}
	return j.own
}

func catalogue(lang string) map[string]string {
	texts := map[string]string{}
	for _, each := range []string{Languages[0], lang} {
		if text, err := textFiles.ReadFile("text/words." + each + ".toml"); err == nil {
			_ = toml.Unmarshal(text, &texts) // embedded; a test reads them all
		}
	}
	return texts
}

// ownWords are all texts of ours, in all languages.
func ownWords() []string {
	var all []string
	for _, lang := range Languages {
		for _, text := range catalogue(lang) {
			all = append(all, text)
		}
	}
	return all
}

// Say gives a text; its blanks {0}, {1} are filled in.
func (w words) Say(id string, with ...any) string {
	text, ok := w.texts[id]
	if !ok {
		return id // a test finds texts that are missing
	}
	for i, v := range with {
		text = strings.ReplaceAll(text, fmt.Sprintf("{%d}", i), fmt.Sprint(v))
	}
	return text
}

// Name gives the word for one of a closed set; a word of a source's own stands for itself.
func (w words) Name(set string, value any) string {
	id := set + "." + fmt.Sprint(value)
	if text, ok := w.texts[id]; ok {
		return text
	}
	return strings.ReplaceAll(fmt.Sprint(value), "_", " ")
}

// Moment writes a time to the millisecond, in the export's zone.
func (w words) Moment(m order.Millis) string {
	if m == 0 {
		return "–"
	}
	return m.Time().In(w.zone).Format("2006-01-02 15:04:05.000")
}

// Zone names the zone in which times are written.
func (w words) Zone(at order.Millis) string {
	t := at.Time().In(w.zone)
	name, _ := t.Zone()
	return w.zone.String() + " (" + name + ", UTC" + t.Format("-07:00") + ")"
}

// Took writes a length of time.
func (w words) Took(ms int64) string {
	d := time.Duration(ms) * time.Millisecond
	switch {
	case d < time.Second:
		return fmt.Sprintf("%d ms", ms)
	case d < time.Minute:
		return w.decimal(fmt.Sprintf("%.1f s", d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%d min %d s", int(d.Minutes()), int(d.Seconds())%60)
	case d < 24*time.Hour:
		return fmt.Sprintf("%d h %d min", int(d.Hours()), int(d.Minutes())%60)
	}
	return fmt.Sprintf("%d %s %d h", int(d.Hours())/24, w.Say("unit.days"), int(d.Hours())%24)
}

// Size writes a number of bytes.
func (w words) Size(n int) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1_000_000:
		return w.decimal(fmt.Sprintf("%.1f kB", float64(n)/1000))
	}
	return w.decimal(fmt.Sprintf("%.1f MB", float64(n)/1e6))
}

func (w words) decimal(s string) string { return strings.Replace(s, ".", w.Say("decimal"), 1) }
