package export

import (
	"archive/zip"
	"context"
	"io"
	"time"

	"ordertrail/backend/order"
)

// ZIP writes an archive that can be read without Ordertrail: a README, and a folder for each record with a manifest,
// one file for each stage under its true extension, headers, and the postbacks.
func ZIP(ctx context.Context, w io.Writer, records Records, o Options) (Receipt, error) {
	return write(ctx, w, records, o, func(j *job) shape {
		return &archive{job: j, out: zip.NewWriter(j.spool), at: j.Now.Time(), used: names{"readme.txt": true}}
	}, ownTexts()...)
}

// archive is a ZIP on its way to the spool.
type archive struct {
	*job
	out     *zip.Writer
	at      time.Time
	used    names
	entries []listedEntry
}

// add writes the folder of a record.
func (a *archive) add(masked, was Record) error {
	e := a.describe(masked, was)
	e.Folder = a.used.unique(e.Folder)
	if err := a.folder(e); err != nil {
		return err
	}
	a.entries = append(a.entries, listedEntry{e.Folder, e.Title, e.Outcome})
	return nil
}

// end writes what stands beside the folders.
func (a *archive) end() error {
	readme, err := a.readme(a.entries)
	if err != nil {
		return err
	}
	if err := a.put("README.txt", readme); err != nil {
		return err
	}
	if err := a.out.Close(); err != nil {
		return failed("export", err)
	}
	return nil
}

// folder writes the files of one record, its manifest last.
func (a *archive) folder(e entry) error {
	for _, f := range e.files {
		if err := a.put(e.Folder+"/"+f.name, f.content); err != nil {
			return err
		}
	}
	return a.put(e.Folder+"/manifest.json", indented(e.manifest))
}

// put writes one file into the archive, once it is known to hold no original value.
func (a *archive) put(name string, content []byte) error {
	if err := a.checked(name, content); err != nil {
		return err
	}
	f, err := a.out.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: a.at})
	if err != nil {
		return failed("export", err)
	}
	if _, err := f.Write(content); err != nil {
		return failed("export", err)
	}
	return nil
}

// entry is one record as the archive shows it.
type entry struct {
	listedEntry
	manifest manifest
	files    []file
	verdicts []verdict
}

// listedEntry is a record as the README lists it.
type listedEntry struct {
	Folder  string
	Title   string
	Outcome order.Outcome // "" for postbacks alone
}

// file is one file of a record's folder.
type file struct {
	name    string
	content []byte
}
