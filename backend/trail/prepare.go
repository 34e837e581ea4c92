package trail

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"ordertrail/backend/fault"
)

// Prepared is an export that was made and waits for the person's decision. What is handed over are its very bytes.
type Prepared struct {
	Token  string         `json:"token"`
	Name   string         `json:"name"` // suggested for the file
	Bytes  int64          `json:"bytes"`
	SHA256 string         `json:"sha256"`
	Masked map[string]int `json:"masked"` // values replaced, by kind
	Kept   map[string]int `json:"kept"`   // values of kinds that are not masked
	Rules  []string       `json:"rules"`  // masking rules that held
	Texts  []PreparedText `json:"texts"`  // of the first record, as they leave
	Copies bool           `json:"copies"` // it is text, and short enough for the clipboard
}

// PreparedText is one text of an export, or its beginning.
type PreparedText struct {
	Name string `json:"name"`
	Text string `json:"text"`
	Cut  bool   `json:"cut"`
}

const (
	mostTexts   = 60
	mostPreview = 48 << 10 // bytes of a text
	mostClip    = 4 << 20  // what is longer waits in a file
)

// made is an export that is finished: in memory, or in a file that only its owner may read.
type made struct {
	Receipt
	o      ExportOptions
	temp   func() (*os.File, error)
	texts  []PreparedText
	rules  []string // masking rules that held
	buffer bytes.Buffer
	file   *os.File
}

// Write makes it an io.Writer.
func (m *made) Write(p []byte) (int, error) {
	fits := 0
	if m.file == nil {
		fits, _ = m.buffer.Write(p[:min(len(p), mostClip-m.buffer.Len())])
	}
	if fits == len(p) {
		return fits, nil
	}
	if m.file == nil {
		file, err := m.temp()
		if err != nil {
			return fits, err
		}
		m.file = file
	}
	n, err := m.file.Write(p[fits:])
	return fits + n, err
}

func (m *made) copyTo(w io.Writer) error {
	if _, err := w.Write(m.buffer.Bytes()); err != nil || m.file == nil {
		return err
	}
	if _, err := m.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, m.file)
	return err
}

func (m *made) close() {
	if m.file != nil {
		_ = m.file.Close()
		_ = os.Remove(m.file.Name())
		m.file = nil
	}
}

// preview keeps the beginning of a text.
func (m *made) preview(name string, content []byte) {
	shown, cut := content, false
	if cut = len(content) > mostPreview; cut {
		shown = wholeLetters(content[:mostPreview])
	}
	if len(m.texts) == mostTexts || !utf8.Valid(shown) || bytes.IndexByte(shown, 0) >= 0 {
		return
	}
	m.texts = append(m.texts, PreparedText{name, string(shown), cut})
}

// wholeLetters takes the beginning of a letter off the end of a text that was cut.
func wholeLetters(text []byte) []byte {
	for n := len(text); n > max(len(text)-utf8.UTFMax, 0); n-- {
		if r, size := utf8.DecodeLastRune(text[:n]); r != utf8.RuneError || size > 1 {
			return text[:n]
		}
	}
	return text
}

// make makes an export; nothing of it has left.
func (t *Trail) make(ctx context.Context, o ExportOptions) (*made, error) {
	m := &made{o: o, temp: t.tempFile, texts: []PreparedText{}}
	files, err := t.masking()
	if err != nil {
		return nil, err
	}
	under := ruling{files: files, held: map[string]bool{}}
	with := t.exportOptions(o)
	with.Preview, with.Rules, with.Temp = m.preview, under.rules, t.tempFile
	receipt, err := t.export(ctx, o, with, m)
	if errors.Is(err, context.Canceled) {
		err = fault.New(fault.Cancelled, "export", nil, err)
	}
	if err != nil {
		m.close()
		return nil, err
	}
	m.Receipt, m.rules = receipt, under.names()
	if o.List != "" {
		m.preview(o.Name(), m.buffer.Bytes())
	}
	return m, nil
}

// preparing holds the one export that is being made, and the one that waits.
type preparing struct {
	mu    sync.Mutex
	token string
	made  *made
	stop  context.CancelFunc // of the one that is being made
	done  atomic.Int64       // records of it
}

// begin stops what is being made, and counts anew.
func (p *preparing) begin(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, stop := context.WithCancel(ctx)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stop != nil {
		p.stop()
	}
	p.stop = stop
	p.done.Store(0)
	return ctx, stop
}

// Prepare makes an export for the person to look at. It takes the place of the one before, even of one that is still being
// made, which is cancelled.
func (t *Trail) Prepare(ctx context.Context, o ExportOptions) (Prepared, error) {
	p := &t.waiting
	ctx, stop := p.begin(ctx)
	defer stop()
	o.Told = func(done int) {
		if ctx.Err() == nil { // one that was stopped counts no more
			p.done.Store(int64(done))
		}
	}
	m, err := t.make(ctx, o)
	if err == nil && ctx.Err() != nil {
		m.close()
		err = fault.New(fault.Cancelled, "export", nil, ctx.Err())
	}
	if err != nil {
		return Prepared{}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.made != nil {
		p.made.close()
	}
	p.token, p.made = rand.Text(), m
	return Prepared{Token: p.token, Name: o.Name(), Bytes: m.Bytes, SHA256: m.SHA256, Masked: m.Masked, Kept: m.Kept, Rules: m.rules, Texts: m.texts,
		Copies: m.file == nil && utf8.Valid(m.buffer.Bytes())}, nil
}

// HandOver writes the export that was prepared; how is saved or copied, for the log.
func (t *Trail) HandOver(token, how string, w io.Writer) (Receipt, error) {
	p := &t.waiting
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.made == nil || p.token != token {
		return Receipt{}, fault.New(fault.NotFound, "prepared", nil, nil)
	}
	return p.made.Receipt, t.handOver(p.made, how, w)
}

// PreparedName is the name that was suggested for what was prepared.
func (t *Trail) PreparedName(token string) (string, error) {
	p := &t.waiting
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.made == nil || p.token != token {
		return "", fault.New(fault.NotFound, "prepared", nil, nil)
	}
	return p.made.o.Name(), nil
}

// PreparedSoFar is how many records of the export that is being made are done.
func (t *Trail) PreparedSoFar() int { return int(t.waiting.done.Load()) }

// Discard stops the export that is being made, and forgets the one that was prepared.
func (t *Trail) Discard() {
	p := &t.waiting
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stop != nil {
		p.stop()
	}
	if p.made != nil {
		p.made.close()
	}
	p.made, p.token = nil, ""
}
