package export

import (
	"bytes"
	"embed"
	"fmt"
	"slices"
	"text/template"
)

//go:embed text/*.txt text/*.toml
var textFiles embed.FS

// Languages are the languages that the texts beside the data are written in.
var Languages = []string{"en", "sv"}

// ownTexts are the texts of ours that stand in an archive, in all languages.
func ownTexts() []string {
	var all []string
	for _, lang := range Languages {
		text, _ := textFiles.ReadFile("text/readme." + lang + ".txt") // embedded; a test reads all
		all = append(all, string(text))
	}
	return all
}

// readme says in plain words what an archive holds: these folders, and some more.
func (j *job) readme(entries []listedEntry, more int) ([]byte, error) {
	lang := j.Language
	if !slices.Contains(Languages, lang) {
		lang = Languages[0]
	}
	t, err := template.ParseFS(textFiles, "text/readme."+lang+".txt")
	if err != nil {
		return nil, fmt.Errorf("read the text of the README: %w", err)
	}
	var b bytes.Buffer
	err = t.Execute(&b, map[string]any{"Masked": !j.Unmasked, "Version": j.Version, "At": j.Now.String(), "Entries": entries, "More": more, "LeftOut": j.leftOut()})
	if err != nil {
		return nil, fmt.Errorf("write README: %w", err)
	}
	return b.Bytes(), nil
}
