package export

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"testing"
)

// TestAnArchiveOfManyPartsIsOne packs more files than the end of a small archive can count.
func TestAnArchiveOfManyPartsIsOne(t *testing.T) {
	const n = 66_000
	j := newJob(Options{})
	defer j.close()
	p := j.newPacked()
	for i := range n {
		if err := p.add(&zip.FileHeader{Name: fmt.Sprint(i)}, []byte{byte(i)}); err != nil {
			t.Fatal(err)
		}
		if i%9000 == 0 {
			if err := p.settle(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := p.close(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := j.spool.copyTo(&out); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.File) != n {
		t.Fatalf("%d files", len(archive.File))
	}
	for _, i := range []int{0, 1, 9000, 9001, n - 1} {
		f, err := archive.File[i].Open()
		if err != nil {
			t.Fatal(err)
		}
		if text, err := io.ReadAll(f); err != nil || archive.File[i].Name != fmt.Sprint(i) || !bytes.Equal(text, []byte{byte(i)}) {
			t.Errorf("file %d is %s: %q, %v", i, archive.File[i].Name, text, err)
		}
	}
}

func TestAPartBehindFourGigabytesIsListed(t *testing.T) {
	j := newJob(Options{})
	defer j.close()
	p := j.newPacked()
	p.size = 5 << 30
	if err := p.add(&zip.FileHeader{Name: "a"}, []byte("b")); err != nil {
		t.Fatal(err)
	}
	if err := p.settle(); err != nil || p.listed != int64(p.list.buffer.Len()) || !bytes.HasPrefix(p.list.buffer.Bytes(), []byte("PK\x01\x02")) {
		t.Errorf("its list is %q (%v)", p.list.buffer.Bytes(), err)
	}
}

func TestTheREADMEOfALongArchiveNamesTheFirstFolders(t *testing.T) {
	entries := []listedEntry{{Folder: "submit_NL-1_r1", Title: "submit NL-1"}}
	for lang, want := range map[string]string{"en": "- and 99000 more folders", "sv": "- och 99000 mappar till"} {
		j := newJob(Options{Language: lang})
		for more, stands := range map[int]bool{0: false, 99_000: true} {
			text, err := j.readme(entries, more)
			if err != nil || bytes.Contains(text, []byte("\n"+want)) != stands || !bytes.Contains(text, []byte("- submit_NL-1_r1: submit NL-1\n")) {
				t.Errorf("%s, %d more: %s (%v)", lang, more, text, err)
			}
		}
	}
}
