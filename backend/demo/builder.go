package demo

import (
	"cmp"
	"embed"
	"fmt"
	"regexp"
	"strings"
)

//go:embed templates/*.j2
var templates embed.FS

// builder makes the people of a history; its first error stands for all.
type builder struct {
	names    names
	products []product
	printers []*printer
	known    []*customer
	count    uint32 // of templates
	err      error
}

// drafts are the editions of a customer's submit template: the right one, and three that somebody spoiled.
type drafts [4]*jinja

var (
	townField     = regexp.MustCompile(`("city": "?\{\{ )([\w.\[\]'@]*?)(\w+)( )`)
	quantityField = regexp.MustCompile(`("quantity": )\{\{[^}]*\}\}`)
)

func (b *builder) templates(c *customer) {
	source := b.read(c.key + "-submit")
	c.submit = &drafts{
		goodDraft:  b.compile(source),
		typoDraft:  b.compile(townField.ReplaceAllString(source, "${1}${2}adress.${3}${4}")),
		commaDraft: b.compile(strings.ReplaceAll(source, "{% if not loop.last %},{% endif %}", ",")),
		fixedDraft: b.compile(quantityField.ReplaceAllString(source, "${1}1")),
	}
	for _, spoiled := range c.submit[typoDraft:] {
		spoiled.edition = ".1"
	}
	format := map[string]string{"application/json": "json", "application/xml": "xml", "application/x-www-form-urlencoded": "form", "text/csv": "json"}[c.dialect.contentType]
	c.cancel = b.compile(b.read("cancel-" + format))
	c.cancelAs = map[string]encoding{"json": jsonBody(spaced), "xml": xmlBody("utf-8"), "form": formBody()}[format]
	switch {
	case c.guarded && format == "json":
		c.answer = b.compile(b.read("answer-json"))
	case format == "xml":
		c.answer = b.compile(b.read("answer-xml"))
	}
	b.news(&c.hooks, c.key, format)
}

// news chooses the templates of a customer's triggers.
func (b *builder) news(k *hooks, key, format string) {
	kind := "json"
	switch {
	case format == "xml":
		kind = "xml"
	case k.style == "package" || k.bearer:
		kind = "flat"
	}
	k.status, k.shipped = b.compile(b.read("status-"+kind)), b.compile(b.read("shipped-"+kind))
	k.broken = b.compile(strings.ReplaceAll(k.shipped.source, "shipment.tracking", "shipments[0].tracking"))
	mail := "shipped-mail"
	if key == "muki" {
		mail = "shipped-mail-fi"
	}
	k.mailText = b.compile(b.read(mail))
}

func (b *builder) read(name string) string {
	text, err := templates.ReadFile("templates/" + name + ".j2")
	if err != nil {
		b.err = cmp.Or(b.err, fmt.Errorf("read template: %w", err))
	}
	return string(text)
}

func (b *builder) compile(source string) *jinja {
	t, err := compile(source)
	if err != nil {
		b.err = cmp.Or(b.err, fmt.Errorf("compile template: %w", err))
		return &jinja{}
	}
	b.count++
	t.number = b.count
	return t
}
