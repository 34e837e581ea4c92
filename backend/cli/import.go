package cli

import (
	"context"
	"errors"
	"io"
	"os"

	"ordertrail/backend/fault"
	"ordertrail/backend/trail"
)

type importCommand struct {
	Files   []string `arg:"" optional:"" name:"FILE" help:"${help_files}"`
	Profile string   `placeholder:"P" help:"${help_profile}"`
}

type importDoc struct {
	Files []importedRow `json:"files"`
	Error *trouble      `json:"error,omitempty"`
}

type importedRow struct {
	Path       string       `json:"path"`
	Format     string       `json:"format"`
	Requests   int          `json:"requests"`
	Postbacks  int          `json:"postbacks"`
	Duplicates int          `json:"duplicates"`
	Skipped    []skippedRow `json:"skipped"`
}

type skippedRow struct {
	Where string `json:"where"`
	Why   string `json:"why"`
}

func (c *importCommand) run(ctx context.Context, s *session) error {
	if len(c.Files) == 0 {
		return missing("import", "FILE")
	}
	return s.with(ctx, func(t *trail.Trail) error {
		files, err := t.Import(ctx, s.inputs(c.Files), c.Profile)
		return s.imported(files, err)
	})
}

// imported tells what came of the files. Where some could be read, those that could not stand among them, and the
// document holds both.
func (s *session) imported(files []trail.ImportedFile, err error) error {
	if !trail.SomeRead(files) {
		return err
	}
	files = trail.Told(files, s.words.lang)
	doc := importDocument(files)
	text := func(out io.Writer) { s.importText(out, files) }
	if err == nil {
		return s.either(doc, text)
	}
	told := s.trouble(err)
	doc.Error = &told
	if failed := s.either(doc, text); failed != nil {
		return errors.Join(failed, err)
	}
	return &ended{exitCode(err), err}
}

func (s *session) inputs(paths []string) []trail.Input {
	inputs := make([]trail.Input, len(paths))
	for i, path := range paths {
		inputs[i] = trail.Input{Name: path, Open: func() (io.ReadCloser, error) { return openFile(path) }}
		if path == "-" {
			inputs[i].Open = func() (io.ReadCloser, error) { return io.NopCloser(s.env.Stdin), nil }
		}
	}
	return inputs
}

func openFile(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, errors.Join(fault.New(fault.Invalid, "import_format", fault.Params{"file": path}, nil), f.Close())
	}
	return f, nil
}

func importDocument(files []trail.ImportedFile) importDoc {
	doc := importDoc{Files: make([]importedRow, len(files))}
	for i, f := range files {
		row := importedRow{f.Path, f.Format, f.Requests, f.Postbacks, f.Duplicates, make([]skippedRow, len(f.Skipped))}
		for j, skipped := range f.Skipped {
			row.Skipped[j] = skippedRow{skipped.Where, skipped.Why}
		}
		doc.Files[i] = row
	}
	return doc
}

func (s *session) importText(out io.Writer, files []trail.ImportedFile) {
	t := &table{head: s.heads("file", "format", "requests", "postbacks", "duplicates", "skipped"), right: map[int]bool{2: true, 3: true, 4: true, 5: true}}
	for _, f := range files {
		t.add(f.Path, f.Format, s.words.number(f.Requests), s.words.number(f.Postbacks), s.words.number(f.Duplicates),
			s.words.number(len(f.Skipped)+f.More))
	}
	t.write(out)
	s.skippedText(out, files)
}

// skippedText names what was passed over in files.
func (s *session) skippedText(out io.Writer, files []trail.ImportedFile) {
	for _, f := range files {
		for _, skipped := range f.Skipped {
			writeLine(out, s.words.say("import.skipped", with{"File": plain(f.Path), "Where": plain(skipped.Where), "Why": plain(skipped.Why)}))
		}
		if f.More > 0 {
			writeLine(out, s.words.count("import.more", f.More))
		}
	}
}
