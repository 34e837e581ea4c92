package export

import (
	"context"
	"io"
	"regexp"
	"strings"
)

// Markdown writes the records for a ticket or a chat: facts, stages and postbacks, with their texts in fences.
func Markdown(ctx context.Context, w io.Writer, records Records, o Options) (Receipt, error) {
	return write(ctx, w, records, o, func(j *job) shape { return &ticket{job: j} }, ownWords()...)
}

// ticket is a Markdown text on its way to the spool.
type ticket struct{ *job }

func (t *ticket) add(masked, was Record) error {
	s := t.sheet(t.describe(masked, was))
	var b strings.Builder
	b.WriteString("# " + prose(s.Title))
	if s.Outcome != "" {
		b.WriteString(": " + prose(s.Outcome))
	}
	b.WriteString("\n\n")
	writeFacts(&b, s.Facts)
	for _, v := range s.Verdicts {
		writeVerdict(&b, t.words().Say("title.verdict"), v)
	}
	if masked.Note != "" {
		fence := fenceFor("```", masked.Note)
		b.WriteString("## " + t.words().Say("title.note") + "\n\n" + fence + "text\n" + masked.Note + "\n" + fence + "\n\n")
	}
	for i, section := range s.Sections {
		if section.Postback && !s.Sections[max(i-1, 0)].Postback || i == 0 && section.Postback {
			b.WriteString("## " + t.words().Say("title.postbacks") + "\n\n")
		}
		writeSection(&b, section)
	}
	return t.put("markdown", "", []byte(b.String()))
}

func (t *ticket) end() error {
	w := t.words()
	about := w.Say("about.masked")
	if t.Unmasked {
		about = w.Say("about.unmasked")
	}
	return t.spool.write([]byte("---\n" + about + " " + w.Say("fact.zone") + " " + w.Zone(t.Now) + ". " + w.Say("about.by", t.Version) + "\n"))
}

func writeVerdict(b *strings.Builder, title string, v verdict) {
	b.WriteString("## " + title + ": " + prose(v.Scenario) + "\n\n**" + prose(v.Conclusion) + "**\n\n" + prose(v.Next) + "\n\n" + prose(v.Confidence) + "\n\n")
	for _, s := range v.Steps {
		b.WriteString("- " + prose(s.Answer+": "+s.Asks+" "+s.Says) + "\n")
	}
	for _, n := range v.Notes {
		b.WriteString("- " + prose(n) + "\n")
	}
	b.WriteString("\n")
}

func writeSection(b *strings.Builder, s section) {
	level := "## "
	if s.Postback {
		level = "### "
	}
	b.WriteString(level + prose(s.Title) + ": " + prose(s.State) + "\n\n")
	if s.Missing != "" {
		b.WriteString(prose(s.Missing) + "\n\n")
	}
	writeFacts(b, s.Facts)
	for _, line := range s.Tries {
		b.WriteString("- " + prose(line) + "\n")
	}
	if len(s.Tries) > 0 {
		b.WriteString("\n")
	}
	for _, p := range s.Texts {
		title := "**" + prose(p.Title) + "**, " + p.Size
		if p.Note != "" {
			title += ", " + p.Note
		}
		fence := fenceFor("```", p.Text)
		b.WriteString(title + "\n\n" + fence + p.Syntax + "\n" + strings.TrimSuffix(p.Text, "\n") + "\n" + fence + "\n\n")
	}
}

func writeFacts(b *strings.Builder, list []fact) {
	for _, f := range list {
		b.WriteString("- " + prose(f.Name) + ": " + code(f.Value) + "\n")
	}
	if len(list) > 0 {
		b.WriteString("\n")
	}
}

var (
	// signs would be read as marks of Markdown, or as HTML.
	signs = regexp.MustCompile("[\\\\`*_{}\\[\\]<>#|~!&]")
	ticks = regexp.MustCompile("`+")
)

// prose is a text on one line that no reader takes for marks.
func prose(s string) string {
	s = strings.NewReplacer("@", "@\u2060", "://", ":\u2060//").Replace(oneLine(s)) // mentions nobody, links nowhere
	return signs.ReplaceAllString(s, `\$0`)
}

// code is a value between as many back quotes as it takes.
func code(s string) string {
	s = oneLine(s)
	fence := fenceFor("`", s)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

// fenceFor lengthens a fence until the text does not hold it.
func fenceFor(fence, text string) string {
	for _, run := range ticks.FindAllString(text, -1) {
		if len(run) >= len(fence) {
			fence = strings.Repeat("`", len(run)+1)
		}
	}
	return fence
}
