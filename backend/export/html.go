package export

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
)

//go:embed page/*
var pageFiles embed.FS

// HTML writes the records as one page that opens anywhere, without this program and without a network. Its policy lets
// it load nothing and run nothing but our one script and style, which are named by their digests; data is text.
func HTML(ctx context.Context, w io.Writer, records Records, o Options) (Receipt, error) {
	return write(ctx, w, records, o, func(j *job) shape { return &webPage{job: j} }, append(ownWords(), pageText("record.html"))...)
}

// webPage is a page on its way to the spool.
type webPage struct {
	*job
	record *template.Template
	n      int
}

func pageText(name string) string {
	text, _ := pageFiles.ReadFile("page/" + name) // embedded; a test opens the page
	return string(text)
}

func (p *webPage) begin() error {
	if p.record != nil {
		return nil
	}
	t, err := template.New("record").Parse(pageText("record.html"))
	if err != nil {
		return fmt.Errorf("read the template of the page: %w", err)
	}
	p.record = t
	return p.spool.write([]byte(p.head()))
}

// policy lets the page run our script and use our style, and nothing else.
func policy(script, style string) string {
	digest := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; script-src " + digest(script) + "; style-src " + digest(style) + "; base-uri 'none'; form-action 'none'"
}

// head is what stands before the records; nothing in it comes from data.
func (p *webPage) head() string {
	w, lang := p.words(), p.Language
	if !slices.Contains(Languages, lang) {
		lang = Languages[0]
	}
	say := func(id string, with ...any) string { return template.HTMLEscapeString(w.Say(id, with...)) }
	about := say("about.masked")
	if p.Unmasked {
		about = say("about.unmasked")
	}
	style := pageText("page.css")
	return `<!doctype html><html lang="` + lang + `"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="` +
		policy(pageText("page.js"), style) + `"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">` +
		`<title>Ordertrail</title><style>` + style + `</style></head><body><header class="topbar"><strong>Ordertrail</strong>` +
		`<input id="search-field" type="search" placeholder="` + say("page.search") + `" aria-label="` + say("page.search") + `"><output id="search-count" aria-live="polite"></output>` +
		`<button id="theme-button" type="button">` + say("page.theme") + `</button><button id="print-button" type="button">` + say("page.print") + `</button></header><main>` +
		`<p class="aboutline">` + about + ` ` + say("fact.zone") + ` ` + template.HTMLEscapeString(w.Zone(p.Now)) + `. ` + say("about.by", p.Version) + "</p>\n"
}

func (p *webPage) add(masked, was Record) error {
	if err := p.begin(); err != nil {
		return err
	}
	p.n++
	view, err := p.view(masked, was)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := p.record.Execute(&b, view); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return p.put("html", "", b.Bytes())
}

func (p *webPage) end() error {
	if err := p.begin(); err != nil {
		return err
	}
	return p.spool.write([]byte("</main><script>" + pageText("page.js") + "</script></body></html>\n"))
}
