package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
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
	inputs, err := s.inputs(c.Files)
	if err != nil {
		return err
	}
	return s.with(ctx, func(t *trail.Trail) error {
		files, err := t.Import(ctx, inputs, c.Profile)
		if err != nil {
			return err
		}
		return s.either(importDocument(files), func(out io.Writer) { s.importText(out, files) })
	})
}

// inputs opens every file once, so that nothing is taken over when a name is wrong.
func (s *session) inputs(paths []string) ([]trail.Input, error) {
	var inputs []trail.Input
	for _, path := range paths {
		if path == "-" {
			inputs = append(inputs, trail.Input{Name: path, Open: func() (io.ReadCloser, error) { return io.NopCloser(s.env.Stdin), nil }})
			continue
		}
		if err := readable(path); err != nil {
			return nil, err
		}
		inputs = append(inputs, trail.Input{Name: path, Open: func() (io.ReadCloser, error) { return os.Open(path) }})
	}
	return inputs, nil
}

func readable(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return ofFile(path, err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		return fault.New(fault.Invalid, "import_format", fault.Params{"file": path}, nil)
	}
	return err
}

// ofFile gives a failure to read or write a file its code.
func ofFile(path string, err error) error {
	params := fault.Params{"file": path}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.NotFound, "file", params, err)
	case errors.Is(err, fs.ErrPermission):
		return fault.New(fault.ReadOnly, "access", params, err)
	}
	return fault.New(fault.IO, "file", params, err)
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
	for _, f := range files {
		for _, skipped := range f.Skipped {
			writeLine(out, s.words.say("import.skipped", with{"File": plain(f.Path), "Where": plain(skipped.Where), "Why": plain(skipped.Why)}))
		}
		if f.More > 0 {
			writeLine(out, s.words.count("import.more", f.More))
		}
	}
}
